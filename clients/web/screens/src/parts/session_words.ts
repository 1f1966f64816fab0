// A session in a sentence, for those who listen to a screen. What only ticks is left out: how long it still takes, and how
// late it becomes by the clock alone.

import { type RoomView, type SessionView, SessionStatus } from "@dais/sdk";
import { resumption_words } from "@dais/ui/said.ts";
import { type Status, status_of } from "@dais/ui/status.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";

const ordinary: readonly Status[] = ["scheduled", "by_plan", "ended"];
const late_is_news: readonly Status[] = ["scheduled", "called", "due", "delayed", "not_started"];

/** "10:00–10:30 From Dublin to Sal, In session". */
export function session_words(stage: Stage, reader: ScreenReader, session: SessionView): string {
  const { programme } = stage.board;
  const now_ms = stage.steady_ms;
  const status = status_of(programme, session, now_ms);
  const late = late_is_news.includes(status) ? session.late_by_minutes : 0;
  const said = [
    `${times_words(stage, session)} ${reader.pick(session.title).text}`,
    ordinary.includes(status) ? "" : reader.say(status === "scheduled" ? "by_plan" : status),
    resumption_words(programme.venue, now_ms, reader, session, status),
    late > 0 ? reader.say("late", { minutes: late }) : "",
    is_over_time(session) && status === "in_session" ? reader.say("overruns") : "",
  ];
  return joined(reader, said);
}

/** Of what somebody may wait for in vain: "11:00 Voices on air, Moved to Room Tarrafal". */
export function missed_words(stage: Stage, reader: ScreenReader, session: SessionView): string {
  const { venue } = stage.board.programme;
  const title = `${venue.hours_minutes(session.planned_starts_at_ms)} ${reader.pick(session.title).text}`;
  return joined(reader, [title, fate_words(stage, reader, session)]);
}

/** What has become of it: "Cancelled", "Moved to Room Tarrafal". */
export function fate_words(stage: Stage, reader: ScreenReader, session: SessionView): string {
  switch (session.status) {
    case SessionStatus.CANCELLED:
      return reader.say("cancelled");
    case SessionStatus.POSTPONED:
      return joined(reader, [reader.say("postponed"), reader.say("new_time_later")]);
    default:
      return reader.say("moved_to", { room: reader.pick(room_of(stage, session)?.name ?? []).text });
  }
}

/** It is not held as planned, and nobody knows when. */
export function is_called_off({ status }: SessionView): boolean {
  return status === SessionStatus.CANCELLED || status === SessionStatus.POSTPONED;
}

export function room_of(stage: Stage, { room }: SessionView): RoomView | undefined {
  return stage.board.programme.rooms().find(({ id }) => id === room);
}

/** It goes on for longer than it was meant to. */
export function is_over_time({ end_is_least, overruns }: SessionView): boolean {
  return end_is_least || overruns;
}

export function joined(reader: ScreenReader, parts: readonly string[], between = reader.say("comma")): string {
  return parts.filter((part) => part !== "").join(between);
}

function times_words({ board }: Stage, { starts_at_ms, starts_basis, ends_at_ms, end_is_least }: SessionView): string {
  const time = (at_ms: number): string => board.programme.venue.hours_minutes(at_ms);
  const starts = (starts_basis === "projected" ? "~" : "") + time(starts_at_ms);
  return end_is_least || ends_at_ms <= starts_at_ms ? starts : `${starts}–${time(ends_at_ms)}`;
}
