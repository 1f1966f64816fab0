// What the audit's lines say, in the reader's language.

import { Role } from "@dais/sdk/account";
import type { MessageKey } from "../messages/messages.ts";
import { role_key } from "./roles.ts";

const whats: Readonly<Record<string, MessageKey>> = {
  invited: "did_invite",
  "withdrew an invitation": "did_withdraw",
  "made a recovery link": "did_recovery_link",
  "closed an account": "did_close",
  "erased an account": "did_erase",
  "paired a screen": "did_pair",
  "ended a login": "did_end_login",
  "made a key": "did_make_key",
  "revoked a key": "did_revoke_key",
  "changed the password": "did_password",
  "put a second factor in force": "did_second_factor",
  "removed the second factor": "did_no_second_factor",
  "changed their name": "did_rename",
  "signed in": "did_sign_in",
  "signed out": "did_sign_out",
  "sign-in failed": "did_fail",
  "set the server up": "did_set_up",
  "took an invitation": "did_take_invitation",
  "recovered the account": "did_recover",
  "signed a phone in": "did_phone",
};

export const known_whats: readonly string[] = Object.keys(whats);

/** A message and, of a grant, the role; undefined: of a later release. */
export function what_key(what: string): { readonly key: MessageKey; readonly role?: MessageKey } | undefined {
  const key = whats[what];
  if (key) return { key };
  const [, verb, role] = /^(granted|took away) (.+)$/.exec(what) ?? [];
  if (verb === undefined || role === undefined) return undefined;
  const named = role_named(role);
  return { key: verb === "granted" ? "did_grant" : "did_take_away", role: named === undefined ? "role_unknown" : role_key(named) };
}

// As the server writes roles: "track organiser"; "nobody" for whom only seats give one.
function role_named(words: string): Role | undefined {
  if (words === "nobody") return Role.UNSPECIFIED;
  const name = words.replace(/[ -]/g, "_").toUpperCase();
  return (Role as unknown as Record<string, Role | undefined>)[name];
}
