// Who is signed in here, and what they are where.

import type { Myself, Role, Standing } from "@dais/sdk/account";
import { is_screen, myself } from "@dais/ui/api/myself.ts";
import { list_logs, type ListedLog } from "../api/account.ts";
import { runs_accounts, shows_scenes } from "./roles.ts";

export type MeState = "asking" | "nobody" | "screen" | "somebody" | "away";

export class Me {
  #state = $state<MeState>("asking");
  #self = $state.raw<Myself>();
  #logs = $state.raw<readonly ListedLog[]>([]);
  /** They were signed in a moment ago and are not any more. */
  #lost = $state(false);

  get state(): MeState {
    return this.#state;
  }

  get lost(): boolean {
    return this.#lost;
  }

  get self(): Myself | undefined {
    return this.#self;
  }

  /** The logs that they may see. */
  get logs(): readonly ListedLog[] {
    return this.#logs;
  }

  /** Asks anew. What was known stays if the server does not answer. */
  async load(): Promise<void> {
    const [answer, logs] = await Promise.all([myself(), list_logs()]);
    if (answer.ok) {
      this.#self = answer.value;
      this.#logs = logs;
      this.#lost = false;
      this.#state = is_screen(answer.value) ? "screen" : "somebody";
    } else if (answer.trouble.kind === "refused" && answer.trouble.status === 401) {
      this.forget();
    } else if (this.#state === "asking" || this.#state === "nobody") {
      this.#state = "away";
    }
  }

  /** Nobody is signed in here any more. */
  forget(): void {
    this.#lost = this.#state === "somebody";
    this.#state = "nobody";
    this.#self = undefined;
  }

  /** What they are on a log; on none by name, what they are everywhere. */
  roles_on(log: string): readonly Role[] {
    const standings = this.#self?.standings ?? [];
    return (of_log(standings, log) ?? of_log(standings, ""))?.roles ?? [];
  }

  /** Whether they may say on a log who may do what; "" asks for all of them. */
  runs(log: string): boolean {
    return runs_accounts(this.roles_on(log));
  }

  /** The logs on which they may. */
  get run(): readonly ListedLog[] {
    return this.#all_logs().filter(({ log }) => this.runs(log));
  }

  /** The logs on which they may tell some big screens at least what to show. */
  get shown(): readonly ListedLog[] {
    return this.#all_logs().filter(({ log }) => shows_scenes(this.roles_on(log)));
  }

  #all_logs(): readonly ListedLog[] {
    const named = this.#logs.map(({ log }) => log);
    const unlisted = (this.#self?.standings ?? []).filter(({ log }) => log !== "" && !named.includes(log));
    return [...this.#logs, ...unlisted.map(({ log }) => ({ log, name: [] }))];
  }
}

const of_log = (standings: readonly Standing[], log: string): Standing | undefined =>
  standings.find((one) => one.log === log);
