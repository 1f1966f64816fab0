// A role being said: what the form holds, and the Grant that it comes to.

import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Grant, type GrantSchema, Role } from "@dais/sdk/account";
import { confinements } from "../live/roles.ts";
import type { Book } from "./book.svelte.ts";

export interface GrantDraft {
  /** Of the grant that it replaces; empty: a new one. */
  id: string;
  log: string;
  role: Role;
  person: string[];
  party: string[];
  tracks: string[];
  rooms: string[];
  sessions: string[];
  /** The last day, as in "2026-11-30"; empty: it does not end by itself. */
  until: string;
}

export function new_draft(log: string, role: Role): GrantDraft {
  return { id: "", log, role, person: [], party: [], tracks: [], rooms: [], sessions: [], until: "" };
}

const day_of = (at_ms: number, book: Book | undefined): string =>
  book?.holds ? book.date_of(at_ms) : new Date(at_ms).toISOString().slice(0, 10);

export function draft_of(grant: Grant, book: Book | undefined): GrantDraft {
  const { id, log, role, tracks, rooms, sessions } = grant;
  const one = (text: string): string[] => (text === "" ? [] : [text]);
  const until = grant.untilMs === 0n ? "" : day_of(Number(grant.untilMs), book);
  return { id, log, role, person: one(grant.person), party: one(grant.party), tracks, rooms, sessions, until };
}

/** What the role has no use for is left out. A screen is told which it is when it is paired. */
export function grant_of(draft: GrantDraft, book: Book | undefined): Required<Omit<MessageInitShape<typeof GrantSchema>, "$typeName" | "$unknown" | "screen">> {
  const used = confinements(draft.role);
  const list = (name: "tracks" | "rooms" | "sessions"): string[] => (used.includes(name) ? [...draft[name]] : []);
  return {
    id: draft.id,
    log: draft.log,
    role: draft.role,
    person: draft.log === "" ? "" : (draft.person[0] ?? ""),
    party: used.includes("party") ? (draft.party[0] ?? "") : "",
    tracks: list("tracks"),
    rooms: list("rooms"),
    sessions: list("sessions"),
    untilMs: draft.until === "" ? 0n : BigInt(end_of_day_ms(draft.until, book)),
  };
}

function end_of_day_ms(date: string, book: Book | undefined): number {
  return (book?.holds ? book.end_of_day_ms(date) : undefined) ?? new Date(`${date}T23:59:00`).getTime();
}
