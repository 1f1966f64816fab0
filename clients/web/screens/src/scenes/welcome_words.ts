// What a screen says when nothing goes on: whose summit this is, where and when, and what comes next.

import { type Day, SessionKind, type SessionView, type Texts } from "@dais/sdk";
import { days_words, long_date } from "@dais/ui/dates.ts";
import { moment_of } from "@dais/ui/moment.ts";
import { resumption_words } from "@dais/ui/said.ts";
import { status_of } from "@dais/ui/status.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";

/** "Sal" and "11–13 September 2024", as far as they are known. */
export function place_parts(stage: Stage, reader: ScreenReader): string[] {
  const { programme } = stage.board;
  const summit = programme.summit();
  const city = summit ? reader.pick(summit.city).text : "";
  const days = programme.days().map(({ date }: Day) => date);
  return [city, days.length > 0 ? days_words(reader.language, days) : ""].filter((part) => part !== "");
}

/** "Sal, 11–13 September 2024"; empty if neither is known. */
export function place_and_days(stage: Stage, reader: ScreenReader): string {
  return place_parts(stage, reader).join(reader.say("comma"));
}

/** When it goes on, and with what. */
export interface GoesOn {
  readonly words: string;
  /** Of the session; empty if there is none to name. */
  readonly title: Texts;
  /** Where it is, for who stands elsewhere. */
  readonly room: Texts;
}

/** For everybody, or in the screen's room: undefined if nobody knows. */
export function goes_on(stage: Stage, reader: ScreenReader): GoesOn | undefined {
  const { programme } = stage.board;
  const coming = what_comes(stage);
  if (coming.length > 0) return { words: start_words(stage, reader, coming[0]!), ...named(stage, coming) };
  const moment = moment_of(programme, stage.steady_ms);
  if (moment.when === "after") return { words: reader.say("summit_ended"), title: [], room: [] };
  if (moment.when !== "before" && moment.when !== "between") return undefined;
  const { next, when } = moment;
  const at = { date: long_date(reader.language, next.date), time: programme.venue.hours_minutes(next.starts_at_ms) };
  return { words: reader.say(when === "before" ? "opens" : "continues", at), ...named(stage, [next]) };
}

/** What comes next today, for everybody or in the screen's room: what begins at one time. A break is no going on. */
export function what_comes(stage: Stage): readonly SessionView[] {
  const now_ms = stage.steady_ms;
  const { programme } = stage.board;
  const today = programme.venue.date_of(now_ms);
  const ahead = programme.on_day(today).filter((one) => {
    if (one.kind === SessionKind.BREAK || (stage.room && one.room !== stage.room.id)) return false;
    const phase = programme.phase(one, now_ms);
    return phase === "upcoming" || phase === "due" || phase === "suspended";
  });
  const first_ms = Math.min(...ahead.map(({ starts_at_ms }) => starts_at_ms));
  return ahead.filter(({ starts_at_ms }) => starts_at_ms === first_ms);
}

function start_words(stage: Stage, reader: ScreenReader, session: SessionView): string {
  const now_ms = stage.steady_ms;
  const { programme } = stage.board;
  const { venue } = programme;
  const status = status_of(programme, session, now_ms);
  const resumes = resumption_words(venue, now_ms, reader, session, status);
  if (status === "suspended") return [reader.say("suspended"), resumes].filter((part) => part !== "").join(reader.say("comma"));
  if (session.starts_at_ms <= now_ms) return reader.say(status === "scheduled" ? "due" : status);
  return reader.say("continues_at", { time: venue.hours_minutes(session.starts_at_ms) });
}

// Of several at once none is named before the others.
function named(stage: Stage, sessions: readonly SessionView[]): Pick<GoesOn, "title" | "room"> {
  const [one, another] = sessions;
  if (!one || another) return { title: [], room: [] };
  const room = stage.room ? undefined : stage.board.programme.rooms().find(({ id }) => id !== "" && id === one.room);
  return { title: one.title, room: room?.name ?? [] };
}

export function welcome_lines(stage: Stage, reader: ScreenReader): string[] {
  const summit = stage.board.programme.summit();
  return [
    summit ? reader.pick(summit.name).text : "",
    reader.pick(stage.scene.note).text,
    summit ? reader.pick(summit.tagline).text : "",
    place_and_days(stage, reader),
    goes_on_line(stage, reader),
  ];
}

export function standby_lines(stage: Stage, reader: ScreenReader): string[] {
  const summit = stage.board.programme.summit();
  return [summit ? reader.pick(summit.name).text : "", reader.pick(stage.scene.note).text, goes_on_line(stage, reader)];
}

function goes_on_line(stage: Stage, reader: ScreenReader): string {
  const next = goes_on(stage, reader);
  if (!next) return "";
  const [title, room] = [reader.pick(next.title).text, reader.pick(next.room).text];
  return title === "" ? next.words : `${next.words}: ${[title, room].filter((part) => part !== "").join(reader.say("comma"))}`;
}
