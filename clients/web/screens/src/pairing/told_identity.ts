import { type Myself, Role } from "@dais/sdk/account";
import type { Identity } from "../live/identity.ts";

/** Which screen the server takes this device for; undefined: it is none of a log. */
export function told_identity({ account }: Myself): Identity | undefined {
  const grant = account?.grants.find(({ role, log }) => role === Role.SCREEN && log !== "");
  return account && grant ? { log: grant.log, screen: grant.screen, name: account.name } : undefined;
}
