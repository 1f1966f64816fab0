// Where a session stands at an instant of the log's clock: what was said of it, else what the clock says.

import { SessionStatus } from "../gen/dais/v1/session_pb.ts";
import type { SessionView } from "./views.ts";

/**
 * upcoming: also once it was called. due: its time has come in a room that is operated, and nobody has started it.
 * now: it is on, also while it is paused. suspended: interrupted, and the room is free meanwhile. postponed: not held as
 * planned, and nobody knows when.
 */
export type Phase = "upcoming" | "due" | "now" | "suspended" | "ended" | "cancelled" | "postponed";

/** What surrounds a session. */
export interface Surroundings {
  /** Somebody tells what happens there. */
  readonly operated: boolean;
  /** Something that comes before it in the plan is still on. */
  waits(): boolean;
}

export function phase_of(session: SessionView, at_ms: number, around: Surroundings): Phase {
  switch (session.status) {
    case SessionStatus.CANCELLED:
      return "cancelled";
    case SessionStatus.POSTPONED:
      return "postponed";
    case SessionStatus.ENDED:
      return "ended";
    case SessionStatus.RUNNING:
    case SessionStatus.PAUSED:
      return "now";
    case SessionStatus.SUSPENDED:
      return "suspended";
    default:
      return by_clock(session, at_ms, around);
  }
}

function by_clock(session: SessionView, at_ms: number, around: Surroundings): Phase {
  if (at_ms < session.starts_at_ms) return "upcoming";
  const over = at_ms >= session.ends_at_ms;
  // Who calls participants to a room tells what happens there.
  if (!around.operated && session.status !== SessionStatus.CALLED) return over ? "ended" : "now";
  // What waits for an earlier session that overruns has not been held, whatever the clock says.
  return over && !around.waits() ? "ended" : "due";
}

/** What a part is, given what it says of itself: nothing is on, or has passed by the clock alone, while its whole is not on. */
export function phase_within(whole: Phase, part: Phase): Phase {
  if (whole === "now" || part === "cancelled" || part === "postponed") return part;
  if (whole === "suspended") return part === "upcoming" || part === "ended" ? part : whole;
  return whole === "due" ? "upcoming" : whole;
}

/** It is on, or will be. */
export function is_ahead(phase: Phase): boolean {
  return phase === "upcoming" || phase === "due" || phase === "now" || phase === "suspended";
}
