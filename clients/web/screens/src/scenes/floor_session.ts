// Whose floor a screen shows: that of the session which its scene names, else of the one that is on in its room or, without a
// room, anywhere. Where none is on, what is on without one; and where nothing is, what comes.

import { floor_list, type Floors, type Programme, SessionKind, SessionStatus, type SessionView } from "@dais/sdk";
import type { Stage } from "../live/stage.svelte.ts";

export interface FloorPlace {
  /** Ids; empty: none in particular. */
  readonly session: string;
  readonly room: string;
}

export function session_of_floor({ board, scene, room, steady_ms }: Stage): SessionView | undefined {
  return floor_session(board.programme, board.own.floors, { session: scene.session, room: room?.id ?? "" }, steady_ms);
}

/** Undefined: nothing is on, and nothing comes today. */
export function floor_session(programme: Programme, floors: Floors, { session, room }: FloorPlace, at_ms: number): SessionView | undefined {
  const named = session === "" ? undefined : programme.session(session);
  if (named) return named;
  const is_here = (one: SessionView): boolean => room === "" || one.room === room;
  const with_floor = floors.sessions().flatMap((id) => programme.session(id) ?? []).filter(is_here);
  return (
    foremost(with_floor, (one) => rank_with_floor(programme, floors, one, at_ms)) ??
    foremost(on_day(programme, room, at_ms), (one) => rank_on(programme, one, at_ms)) ??
    foremost(with_floor, (one) => rank_ahead(programme, one, at_ms)) ??
    foremost(on_day(programme, room, at_ms), (one) => rank_ahead(programme, one, at_ms))
  );
}

type Rank = number | undefined;

/** Of the lowest rank; undefined if none has one. Of those of one rank the first to begin, then the first given. */
function foremost(sessions: readonly SessionView[], rank_of: (one: SessionView) => Rank): SessionView | undefined {
  const ranked = sessions.flatMap((one) => {
    const rank = rank_of(one);
    return rank === undefined ? [] : [{ one, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.one.starts_at_ms - b.one.starts_at_ms);
  return ranked[0]?.one;
}

// Where somebody speaks before where nobody does; what is interrupted is still the one that goes on.
function rank_with_floor(programme: Programme, floors: Floors, session: SessionView, at_ms: number): Rank {
  const phase = programme.phase(session, at_ms);
  if (phase === "suspended") return 3;
  if (phase !== "now") return undefined;
  if (floor_list(floors.asked(session.id)).speaking.length > 0) return 0;
  return session.status === SessionStatus.RUNNING ? 1 : 2;
}

// Without a floor. A break is on only where nothing else is.
function rank_on(programme: Programme, session: SessionView, at_ms: number): Rank {
  const may_be_on = session.status !== SessionStatus.SCHEDULED || (session.starts_at_ms <= at_ms && at_ms < session.ends_at_ms);
  if (!may_be_on || programme.phase(session, at_ms) !== "now") return undefined;
  return (session.kind === SessionKind.BREAK ? 2 : 0) + (session.status === SessionStatus.RUNNING ? 0 : 1);
}

function rank_ahead(programme: Programme, session: SessionView, at_ms: number): Rank {
  if (session.date !== programme.venue.date_of(at_ms)) return undefined;
  const phase = programme.phase(session, at_ms);
  return phase === "due" || phase === "upcoming" || phase === "suspended" ? 0 : undefined;
}

// What runs may be of another day than it was planned for.
function on_day(programme: Programme, room: string, at_ms: number): readonly SessionView[] {
  if (room !== "") return programme.in_room(room);
  return programme.on_day(programme.venue.date_of(at_ms));
}
