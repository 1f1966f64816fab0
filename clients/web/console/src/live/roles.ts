// What the console must know of roles so as not to offer what would be refused. The server decides (rights.cpp).

import { type Grant, Role } from "@dais/sdk/account";
import type { MessageKey } from "../messages/messages.ts";

/** What a grant of a role is confined to. */
export type Confinement = "tracks" | "rooms" | "sessions" | "party";

const names: Partial<Record<Role, MessageKey>> = {
  [Role.OWNER]: "role_owner",
  [Role.ORGANISER]: "role_organiser",
  [Role.CO_CHAIR]: "role_co_chair",
  [Role.TRACK_ORGANISER]: "role_track_organiser",
  [Role.PRESS_OFFICER]: "role_press_officer",
  [Role.MODERATOR]: "role_moderator",
  [Role.HEAD_OF_DELEGATION]: "role_head_of_delegation",
  [Role.DELEGATE]: "role_delegate",
  [Role.INTERPRETER]: "role_interpreter",
  [Role.PRESS]: "role_press",
  [Role.SCREEN]: "role_screen",
  [Role.EDGE]: "role_edge",
  [Role.UNSPECIFIED]: "role_by_seat",
};

/** A role of a later release has no name here. */
export const role_key = (role: Role): MessageKey => names[role] ?? "role_unknown";

const whats: Partial<Record<Role, MessageKey>> = {
  [Role.OWNER]: "what_owner",
  [Role.ORGANISER]: "what_organiser",
  [Role.TRACK_ORGANISER]: "what_track_organiser",
  [Role.PRESS_OFFICER]: "what_press_officer",
  [Role.MODERATOR]: "what_moderator",
  [Role.HEAD_OF_DELEGATION]: "what_head_of_delegation",
  [Role.DELEGATE]: "what_delegate",
  [Role.INTERPRETER]: "what_interpreter",
  [Role.PRESS]: "what_press",
  [Role.UNSPECIFIED]: "what_by_seat",
};

/** What a role is for, in a sentence. */
export const what_key = (role: Role): MessageKey | undefined => whats[role];

// In the order of the table of rights. A screen is paired, an edge has a key, a co-chair a seat.
const granted: readonly Role[] = [
  Role.OWNER,
  Role.ORGANISER,
  Role.TRACK_ORGANISER,
  Role.PRESS_OFFICER,
  Role.MODERATOR,
  Role.HEAD_OF_DELEGATION,
  Role.DELEGATE,
  Role.INTERPRETER,
  Role.PRESS,
  Role.UNSPECIFIED,
];

export const runs_accounts = (roles: readonly Role[]): boolean =>
  roles.includes(Role.OWNER) || roles.includes(Role.ORGANISER);

/** Whether they may tell big screens on a log what to show: a moderator those of their rooms. */
export const shows_scenes = (roles: readonly Role[]): boolean => runs_accounts(roles) || roles.includes(Role.MODERATOR);

/** Whether somebody with these roles may give this one, or take it away: nobody gives more than they may do themselves. */
export function may_give(mine: readonly Role[], role: Role): boolean {
  if (mine.includes(Role.OWNER)) return true;
  return mine.includes(Role.ORGANISER) && role !== Role.OWNER && role !== Role.EDGE;
}

/** The roles that somebody with these may give, on a log or on all: without a log there is no person, track or room. */
export function roles_to_give(mine: readonly Role[], log: string): readonly Role[] {
  return granted.filter((role) => may_give(mine, role) && (log !== "" || !is_of_a_log(role)));
}

const is_of_a_log = (role: Role): boolean => confinements(role).length > 0 || role === Role.UNSPECIFIED;

export function confinements(role: Role): readonly Confinement[] {
  switch (role) {
    case Role.TRACK_ORGANISER:
      return ["tracks"];
    case Role.MODERATOR:
      return ["rooms", "sessions"];
    case Role.HEAD_OF_DELEGATION:
    case Role.DELEGATE:
      return ["party"];
    default:
      return [];
  }
}

/** What a grant still lacks, as the field that it lacks; undefined: nothing. */
export function lacks(grant: Pick<Grant, "role" | "person" | "party" | "tracks" | "rooms" | "sessions">): string | undefined {
  switch (grant.role) {
    case Role.TRACK_ORGANISER:
      return grant.tracks.length === 0 ? "tracks" : undefined;
    case Role.MODERATOR:
      return grant.rooms.length + grant.sessions.length === 0 ? "rooms" : undefined;
    case Role.HEAD_OF_DELEGATION:
    case Role.DELEGATE:
      return grant.party === "" && grant.person === "" ? "party" : undefined;
    case Role.UNSPECIFIED:
      return grant.person === "" ? "person" : undefined;
    default:
      return undefined;
  }
}
