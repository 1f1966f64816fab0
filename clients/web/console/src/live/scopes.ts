// What a key may be used for, by name.

import { Scope } from "@dais/sdk/account";
import type { MessageKey } from "../messages/messages.ts";

const names: Partial<Record<Scope, MessageKey>> = {
  [Scope.READ]: "scope_read",
  [Scope.DAY]: "scope_day",
  [Scope.PROGRAMME]: "scope_programme",
  [Scope.ANNOUNCEMENTS]: "scope_announcements",
  [Scope.ACCOUNTS]: "scope_accounts",
};

export const scopes: readonly Scope[] = [Scope.READ, Scope.DAY, Scope.PROGRAMME, Scope.ANNOUNCEMENTS, Scope.ACCOUNTS];
export const scope_key = (scope: Scope): MessageKey => names[scope] ?? "scope_unknown";

/** For how many days a key may be made. */
export const key_days = [7, 30, 90, 365] as const;
export const key_days_usual = 90;
