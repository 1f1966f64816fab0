// What the console asks the server, each by its name.

import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import {
  AccountCommandSchema,
  type AccountDone,
  AccountReplySchema,
  LinkSchema,
  LookAtLinkSchema,
  SignInSchema,
  UseLinkSchema,
} from "@dais/sdk/account";
import type { LocalText } from "@dais/sdk";
import { type Answer, ask, away, done, post, read, refused } from "@dais/ui/api/ask.ts";

type Init<Desc extends DescMessage> = MessageInitShape<Desc>;
export type AccountVerb = NonNullable<Init<typeof AccountCommandSchema>["verb"]>;

/** A log that there is, by its name in some languages. */
export interface ListedLog {
  readonly log: string;
  readonly name: readonly Pick<LocalText, "language" | "text">[];
}

export const sign_in = (wish: Init<typeof SignInSchema>): Promise<Answer<true>> =>
  done(post("sign-in", SignInSchema, wish));

export const look_at_link = async (secret: string) => read(LinkSchema, await post("links/look", LookAtLinkSchema, { secret }));
export const use_link = (wish: Init<typeof UseLinkSchema>): Promise<Answer<true>> =>
  done(post("links/use", UseLinkSchema, wish));

/** Told to the window when whoever asks turns out to be signed in no more. */
export const signed_out = "dais-signed-out";

/** On a log, or with "" on the server. */
export async function command(log: string, verb: AccountVerb): Promise<Answer<AccountDone>> {
  const reply = read(AccountReplySchema, await post("account", AccountCommandSchema, { log, verb }));
  if (!reply.ok) {
    if (reply.trouble.kind === "refused" && reply.trouble.status === 401) dispatchEvent(new Event(signed_out));
    return reply;
  }
  const { outcome } = reply.value;
  if (outcome.case === "done") return { ok: true, value: outcome.value };
  return outcome.case === "refusal" ? refused(200, outcome.value) : away;
}

export async function list_logs(): Promise<readonly ListedLog[]> {
  const answer = await ask("logs");
  if (!answer.ok) return [];
  return (answer.value as unknown as { logs?: ListedLog[] }).logs ?? [];
}
