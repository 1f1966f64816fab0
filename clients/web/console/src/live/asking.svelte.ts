// A form's question to the server: under way, refused at a field, or told to wait.

import type { Answer, Trouble } from "@dais/ui/api/ask.ts";
import { refusal_key } from "../api/refusals.ts";
import type { MessageKey } from "../messages/messages.ts";
import { Countdown } from "@dais/ui/countdown.svelte.ts";

/** What is told to the person: words of ours, or the server's in English. */
export type Told = { readonly key: MessageKey } | { readonly english: string };

export class Asking {
  #busy = $state(false);
  #told = $state.raw<{ readonly field: string; readonly told: Told }>();
  readonly #wait = new Countdown();
  readonly #fields: readonly string[];

  /** fields: those that show by themselves what is wrong with them. */
  constructor(...fields: string[]) {
    this.#fields = fields;
  }

  get busy(): boolean {
    return this.#busy || this.waiting_s > 0;
  }

  /** How long the server wants no other attempt. */
  get waiting_s(): number {
    return this.#wait.seconds;
  }

  /** What is wrong with a field; undefined: nothing. */
  at(field: string): Told | undefined {
    return this.#told?.field === field ? this.#told.told : undefined;
  }

  /** What is wrong and is not shown at a field. */
  get elsewhere(): Told | undefined {
    const told = this.#told;
    return told && !this.#fields.includes(told.field) ? told.told : undefined;
  }

  complain(field: string, key: MessageKey): void {
    this.#told = { field, told: { key } };
  }

  forget(): void {
    this.#told = undefined;
  }

  /** The answer if it is a yes. What else it is is shown, unless it is taken. */
  async run<Value>(question: Promise<Answer<Value>>, takes?: (trouble: Trouble) => boolean): Promise<Value | undefined> {
    this.#busy = true;
    this.#told = undefined;
    const answer = await question;
    this.#busy = false;
    if (answer.ok) return answer.value;
    const { trouble } = answer;
    if (takes?.(trouble)) return undefined;
    if (trouble.kind === "away") this.complain("", "away");
    else if (trouble.kind === "wait") {
      this.#wait.start(trouble.seconds);
      this.complain("", trouble.busy ? "server_busy" : "too_many_attempts");
    } else {
      const key = refusal_key(trouble.message);
      this.#told = { field: field_of(trouble.field), told: key ? { key } : { english: trouble.message } };
    }
    return undefined;
  }
}

/** The server names a field by its path; a form by its end. */
const field_of = (path: string): string => path.split(".").at(-1) ?? "";
