// The one word that says where a session stands: its key in the catalogues.

import { type Programme, SessionStatus, type SessionView } from "@dais/sdk";

/** by_plan: on by the clock alone. delayed: its time has come, and something else is still on in its room. */
export type Status =
  | "scheduled"
  | "called"
  | "due"
  | "delayed"
  | "by_plan"
  | "in_session"
  | "paused"
  | "suspended"
  | "ended"
  | "cancelled"
  | "postponed";

export function status_of(programme: Programme, session: SessionView, at_ms: number): Status {
  const phase = programme.phase(session, at_ms);
  switch (phase) {
    case "now":
      if (session.status === SessionStatus.PAUSED) return "paused";
      return session.status === SessionStatus.RUNNING ? "in_session" : "by_plan";
    case "upcoming":
      return session.status === SessionStatus.CALLED ? "called" : "scheduled";
    case "due":
      if (session.status === SessionStatus.CALLED) return "called";
      return programme.now(session.room, at_ms).some((one) => programme.phase(one, at_ms) === "now") ? "delayed" : "due";
    default:
      return phase;
  }
}

/** How late it is by now: as expected, or, once it is due, as the clock says. */
export function minutes_late(session: SessionView, status: Status, at_ms: number): number {
  const waits = status === "due" || status === "delayed" || (status === "called" && at_ms > session.starts_at_ms);
  const by_clock = waits ? Math.floor((at_ms - session.planned_starts_at_ms) / 60_000) : 0;
  return Math.max(0, session.late_by_minutes, by_clock);
}
