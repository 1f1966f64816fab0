// Who has which role on a log, who is invited and which screens are paired, as the server said last; and what is asked of
// it.

import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Account, type AccountDone, AccountDoneSchema, type Grant, type GrantSchema } from "@dais/sdk/account";
import { create } from "@bufbuild/protobuf";
import { type AccountVerb, command } from "../api/account.ts";
import type { Answer } from "@dais/ui/api/ask.ts";
import { every_log } from "../live/place.ts";

/** A role that somebody lost a moment ago, and may have back. */
export interface TakenAway {
  readonly account: Account;
  readonly grant: Grant;
}

export class People {
  /** The log that commands name: none if it is about all. */
  readonly log: string;
  #told = $state.raw<AccountDone>(create(AccountDoneSchema));
  #loaded = $state(false);
  taken_away = $state.raw<TakenAway>();

  constructor(log: string) {
    this.log = log === every_log ? "" : log;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get told(): AccountDone {
    return this.#told;
  }

  account(id: string): Account | undefined {
    const told = this.#told.accounts.find((one) => one.id === id);
    if (told) return told;
    // Of whom the last role was taken the server tells nothing here any more.
    const { account } = this.taken_away ?? {};
    return account?.id === id ? { ...account, grants: [] } : undefined;
  }

  async load(): Promise<Answer<AccountDone>> {
    const answer = await this.ask({ case: "readAccounts", value: {} });
    if (!answer.ok) return answer;
    this.#told = answer.value;
    this.#loaded = true;
    return answer;
  }

  ask(verb: AccountVerb, log = this.log): Promise<Answer<AccountDone>> {
    return command(log, verb);
  }

  /** And reads everything anew if it is done. */
  async change(verb: AccountVerb, log = this.log): Promise<Answer<AccountDone>> {
    const answer = await this.ask(verb, log);
    if (answer.ok) await this.load();
    return answer;
  }

  // A grant is asked for where it counts: on its log, or on the server.
  put(account: Account, grant: MessageInitShape<typeof GrantSchema>): Promise<Answer<AccountDone>> {
    this.taken_away = undefined;
    return this.change({ case: "putGrant", value: { account: account.id, grant } }, grant.log ?? "");
  }

  async take_away(account: Account, grant: Grant): Promise<Answer<AccountDone>> {
    const answer = await this.change({ case: "removeGrant", value: { id: grant.id } }, grant.log);
    if (answer.ok) this.taken_away = { account, grant };
    return answer;
  }

  /** As it was, under another id. */
  give_back({ account, grant }: TakenAway): Promise<Answer<AccountDone>> {
    return this.put(account, { ...grant, id: "" });
  }
}
