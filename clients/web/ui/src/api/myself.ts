// Who is signed in on this device.

import { type Myself, MyselfSchema, Role } from "@dais/sdk/account";
import { type Answer, ask, done, read } from "./ask.ts";

export const myself = async () => read(MyselfSchema, await ask("account"));
export const sign_out = (): Promise<Answer<true>> => done(ask("sign-out", {}));

/** A paired screen signs in as itself: it has no account. */
export function is_screen({ account, standings }: Myself): boolean {
  return (account?.id ?? "") === "" && standings.some(({ roles }) => roles.includes(Role.SCREEN));
}
