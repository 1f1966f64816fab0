// Where a session stands at an instant of the log's clock: what was said of it, else what the clock says.

import { SessionStatus } from "../gen/dais/v1/session_pb.ts";
import type { VenueTime } from "./venue_time.ts";
import type { SessionView } from "./views.ts";

/**
 * upcoming: also once it was called. due: its time has come in a room that is operated, and nobody has started it, however
 * long ago that was. unstarted: it was due, and its turn has passed. now: it is on, also while it is paused. suspended:
 * interrupted, and the room is free meanwhile. postponed: not held as planned, and nobody knows when.
 */
export type Phase = "upcoming" | "due" | "unstarted" | "now" | "suspended" | "ended" | "cancelled" | "postponed";

/** What surrounds a session. */
export interface Surroundings {
  /** Somebody tells what happens there. */
  readonly operated: boolean;
  /** Its turn has passed: something that comes after it in the plan has started instead, or the day is over. */
  passed_over(): boolean;
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
  // What nobody has started has not been held, whatever the clock says.
  return over && around.passed_over() ? "unstarted" : "due";
}

/** What a part is, given what it says of itself: nothing is on, or has passed by the clock alone, while its whole is not on. */
export function phase_within(whole: Phase, part: Phase): Phase {
  if (whole === "now" || part === "cancelled" || part === "postponed") return part;
  if (whole === "suspended") return part === "upcoming" || part === "unstarted" || part === "ended" ? part : whole;
  return whole === "due" ? "upcoming" : whole;
}

/** Of what is due beside these others, of its room and day or of its whole: nobody will start it any more. */
export function is_passed_over(
  session: SessionView,
  others: readonly SessionView[],
  at_ms: number,
  venue: VenueTime,
): boolean {
  const last_date = venue.date_of(Math.max(session.planned_starts_at_ms, session.starts_at_ms));
  if (venue.date_of(at_ms) > last_date) return true;
  // While something that comes before it is on, it waits for that.
  if (others.some((other) => is_on(other) && is_before(other, session))) return false;
  return others.some((other) => is_before(session, other) && has_started_since(other, session.starts_at_ms));
}

const is_on = ({ status }: SessionView): boolean => status === SessionStatus.RUNNING || status === SessionStatus.PAUSED;
const is_before = (one: SessionView, other: SessionView): boolean =>
  one.planned_starts_at_ms < other.planned_starts_at_ms;
const has_started_since = ({ starts_basis, starts_at_ms }: SessionView, since_ms: number): boolean =>
  starts_basis === "actual" && starts_at_ms >= since_ms;

/** It is on, or will be. */
export function is_ahead(phase: Phase): boolean {
  return phase === "upcoming" || phase === "due" || phase === "now" || phase === "suspended";
}
