// The clocks by which somebody on a stage speaks: of a turn, and of a session that has no list of speakers.

import { SessionStatus, type SessionView, type TurnView } from "@dais/sdk";
import { clock_text, shown_time, turn_clock, type TurnClock } from "@dais/ui/floor_state.ts";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;

/** Whoever stands at a podium is told a minute before the end, and of a short turn when half of it is over. */
export function speaker_clock(turn: TurnView, now_ms: number): TurnClock {
  return turn_clock(turn, now_ms, Math.min(minute_ms, turn.allotted_seconds * 500));
}

/** What is left of a session that is on, to its expected end; undefined if it has none. */
export function session_clock(session: SessionView, now_ms: number): TurnClock | undefined {
  const { starts_at_ms, status, held_since_ms, end_is_least } = session;
  const stands = status === SessionStatus.PAUSED || status === SessionStatus.SUSPENDED;
  const at_ms = stands ? (held_since_ms ?? now_ms) : now_ms;
  // An end that is pushed on with the time is none to count down to: it is over since it should have ended.
  const ends_at_ms = end_is_least ? starts_at_ms + session.planned_ends_at_ms - session.planned_starts_at_ms : session.ends_at_ms;
  const length_ms = ends_at_ms - starts_at_ms;
  if (length_ms <= 0) return undefined;
  const left_ms = ends_at_ms - at_ms;
  const last_ms = length_ms >= 10 * minute_ms ? 5 * minute_ms : minute_ms;
  const spoken_ms = Math.max(0, at_ms - starts_at_ms);
  const pace = left_ms <= 0 ? "over" : left_ms <= last_ms ? "last" : "enough";
  return { pace, left_ms, spoken_ms, share: Math.min(1, spoken_ms / length_ms), last_ms, stands };
}

/**
 * As wide as anything that it shows while it counts: its place is made for these, so that figures never jump. But for hours:
 * once they are gone the others take their room.
 */
export function widest_of(clock: TurnClock): readonly string[] {
  const { left_ms, spoken_ms } = clock;
  const has_hours = left_ms !== undefined && left_ms > hour_ms;
  const whole = left_ms === undefined ? "" : clock_text(has_hours ? left_ms + spoken_ms : Math.min(left_ms + spoken_ms, hour_ms - 1000), true);
  // In other figures than those that are there now, the same width.
  const texts = [whole, left_ms === undefined ? "00:00" : "+0:00", shown_time(clock)].filter((text) => text !== "");
  return [...new Set(texts.map((text) => text.replace(/\d/g, "0")))];
}
