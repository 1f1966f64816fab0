// What the console asks the server, each by its name.

import { create, type DescMessage, type MessageInitShape, toJson } from "@bufbuild/protobuf";
import {
  AccountCommandSchema,
  type AccountDone,
  AccountReplySchema,
  CollectPairingSchema,
  LinkSchema,
  LookAtLinkSchema,
  MyselfSchema,
  PairedSchema,
  PairingSchema,
  SignInSchema,
  UseLinkSchema,
} from "@dais/sdk/account";
import type { LocalText } from "@dais/sdk";
import { type Answer, ask, away, read, refused } from "./ask.ts";

type Init<Desc extends DescMessage> = MessageInitShape<Desc>;
export type AccountVerb = NonNullable<Init<typeof AccountCommandSchema>["verb"]>;

/** A log that there is, by its name in some languages. */
export interface ListedLog {
  readonly log: string;
  readonly name: readonly Pick<LocalText, "language" | "text">[];
}

const post = <Desc extends DescMessage>(path: string, schema: Desc, body: Init<Desc>): ReturnType<typeof ask> =>
  ask(path, toJson(schema, create(schema, body)));

// Signing in is answered by a cookie, and by nothing to read.
const done = async (asked: ReturnType<typeof ask>): Promise<Answer<true>> => {
  const answer = await asked;
  return answer.ok ? { ok: true, value: true } : answer;
};

export const sign_in = (wish: Init<typeof SignInSchema>): Promise<Answer<true>> =>
  done(post("sign-in", SignInSchema, wish));
export const sign_out = (): Promise<Answer<true>> => done(ask("sign-out", {}));

export const look_at_link = async (secret: string) => read(LinkSchema, await post("links/look", LookAtLinkSchema, { secret }));
export const use_link = (wish: Init<typeof UseLinkSchema>): Promise<Answer<true>> =>
  done(post("links/use", UseLinkSchema, wish));

export const myself = async () => read(MyselfSchema, await ask("account"));

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

export const begin_pairing = async () => read(PairingSchema, await ask("pairing", {}));
export const collect_pairing = async (secret: string) =>
  read(PairedSchema, await post("pairing/collect", CollectPairingSchema, { secret }));

export async function list_logs(): Promise<readonly ListedLog[]> {
  const answer = await ask("logs");
  if (!answer.ok) return [];
  return (answer.value as unknown as { logs?: ListedLog[] }).logs ?? [];
}
