// The one word that says where a session stands: its key in the catalogues.

import { type Programme, SessionStatus, type SessionView } from "@dais/sdk";

/**
 * by_plan: on by the clock alone. delayed: its time has come, and something else is still on in its room. due: its time
 * has just come. not_started: it is past, and nobody has started it. unstarted: and nobody will.
 */
export type Status =
  | "scheduled"
  | "called"
  | "due"
  | "delayed"
  | "not_started"
  | "unstarted"
  | "by_plan"
  | "in_session"
  | "paused"
  | "suspended"
  | "ended"
  | "cancelled"
  | "postponed";

const minute_ms = 60_000;

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
      if (programme.now(session.room, at_ms).some((one) => programme.phase(one, at_ms) === "now")) return "delayed";
      return at_ms < session.starts_at_ms + minute_ms ? "due" : "not_started";
    default:
      return phase;
  }
}

const awaited: readonly Status[] = ["due", "delayed", "not_started"];

/** How late it is by now: as expected, or, once it is due, as the clock says. */
export function minutes_late(session: SessionView, status: Status, at_ms: number): number {
  const waits = awaited.includes(status) || (status === "called" && at_ms > session.starts_at_ms);
  const by_clock = waits ? Math.floor((at_ms - session.planned_starts_at_ms) / minute_ms) : 0;
  return Math.max(0, session.late_by_minutes, by_clock);
}

/** Minutes to be told beside a status; 0 where it is no news that it was late. */
export function minutes_late_told(session: SessionView, status: Status, at_ms: number): number {
  const still_late = status === "scheduled" || status === "called" || awaited.includes(status);
  return still_late ? minutes_late(session, status, at_ms) : 0;
}

/** When what is interrupted goes on: undefined if there is nothing to say, or if that time has passed. */
export function resumption(session: SessionView, status: Status, at_ms: number): number | "later" | undefined {
  const { resumes_at_ms } = session;
  if (status !== "suspended" && status !== "paused") return undefined;
  if (resumes_at_ms === undefined) return status === "suspended" ? "later" : undefined;
  return resumes_at_ms > at_ms ? resumes_at_ms : undefined;
}
