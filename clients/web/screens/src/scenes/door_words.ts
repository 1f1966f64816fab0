// What a door has to say: what is on behind it, what came of what was to be there, how its day goes on, and where else
// something is on.

import { is_ahead, SessionKind, SessionRole, type SessionView } from "@dais/sdk";
import { language_name, long_date } from "@dais/ui/dates.ts";
import { moment_of } from "@dais/ui/moment.ts";
import { party_name } from "@dais/ui/said.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import type { MessageKey } from "../messages/messages.ts";
import { is_called_off, joined, missed_words, room_of, session_words } from "../parts/session_words.ts";
import { strip_lines } from "../parts/strip_words.ts";

/** Lists, so that a state can be compared with the one before; see same_lists. */
export interface AtDoor {
  readonly now: readonly SessionView[];
  /** With nothing on: the one for which somebody stands here in vain. */
  readonly instead: readonly SessionView[];
  /** With nothing on: what comes next today. */
  readonly next: readonly SessionView[];
  /** The rest of the day, with what is not held here after all; once that is over, the room's next day. */
  readonly day: readonly SessionView[];
  /** With nothing on: what is on in other rooms. */
  readonly elsewhere: readonly SessionView[];
}

/** Whoever waits for a session comes so long before it. */
const early_ms = 15 * 60_000;

export function at_door(stage: Stage): AtDoor {
  const { programme } = stage.board;
  const now_ms = stage.steady_ms;
  const room = stage.room?.id ?? "";
  const now = programme.now(room, now_ms);
  const missed = gone_today(stage, room);
  const ahead = programme.next(room, now_ms, Infinity);
  if (now.length > 0) return { now, instead: [], next: [], day: by_time([...ahead, ...missed], room), elsewhere: [] };
  const instead = missed.filter((one) => one.planned_starts_at_ms < now_ms + early_ms).slice(0, 1);
  const next = ahead.slice(0, 1);
  const rest = [...ahead.slice(1), ...missed.filter((one) => !instead.includes(one))];
  const day = next.length + rest.length > 0 ? by_time(rest, room) : next_day(stage, room);
  return { now, instead, next, day, elsewhere: on_elsewhere(stage, room) };
}

/** What was planned here today and is not held here. */
function gone_today({ board, steady_ms: now_ms }: Stage, room: string): SessionView[] {
  const { programme } = board;
  const today = programme.venue.date_of(now_ms);
  const over = (one: SessionView): boolean => ["ended", "unstarted"].includes(programme.phase(one, now_ms));
  return programme.gone_from(room).filter((one) => one.date === today && one.planned_ends_at_ms > now_ms && !over(one));
}

function by_time(sessions: readonly SessionView[], room: string): SessionView[] {
  const time = (one: SessionView): number => (is_away(one, room) ? one.planned_starts_at_ms : one.starts_at_ms);
  return [...sessions].sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
}

function next_day({ board, steady_ms: now_ms }: Stage, room: string): readonly SessionView[] {
  const { programme } = board;
  const today = programme.venue.date_of(now_ms);
  const later = programme.in_room(room).filter((one) => one.date > today && is_ahead(programme.phase(one, now_ms)));
  return later.filter(({ date }) => date === later[0]?.date);
}

function on_elsewhere({ board, steady_ms: now_ms }: Stage, room: string): SessionView[] {
  const { programme } = board;
  const others = programme.rooms().filter(({ id }) => id !== room);
  return others.flatMap(({ id }) => programme.now(id, now_ms).filter((one) => programme.phase(one, now_ms) === "now"));
}

/** It is not held here: cancelled, postponed, or in another room. */
export function is_away(session: SessionView, room: string): boolean {
  const { planned_room } = session;
  return planned_room === room && (session.room !== room || is_called_off(session));
}

/** What is said when nothing is on here and nothing comes today; over: nor anywhere, ever. */
export function quiet_words(stage: Stage, reader: ScreenReader, { day }: AtDoor): { over: boolean; headline: string; more: string } {
  const { programme } = stage.board;
  const now_ms = stage.steady_ms;
  const moment = moment_of(programme, now_ms);
  const [first] = day;
  if (first) {
    const when = { date: long_date(reader.language, first.date), time: programme.venue.hours_minutes(first.starts_at_ms) };
    return moment.when === "before"
      ? { over: false, headline: reader.say("opens", when), more: "" }
      : { over: false, headline: reader.say(moment.when === "between" ? "day_over" : "nothing_more"), more: reader.say("continues", when) };
  }
  const over = moment.when === "after";
  return { over, headline: reader.say(over ? "summit_ended" : "nothing_more"), more: "" };
}

/** The day on which the list is, if it is not today; empty if it is. */
export function day_words(stage: Stage, reader: ScreenReader, { day }: AtDoor): string {
  const date = day[0]?.date ?? "";
  const today = stage.board.programme.venue.date_of(stage.steady_ms);
  return date === "" || date === today ? "" : long_date(reader.language, date);
}

const kind_keys: Partial<Record<SessionKind, MessageKey>> = {
  [SessionKind.PLENARY]: "kind_plenary",
  [SessionKind.MINISTERIAL]: "kind_ministerial",
  [SessionKind.PANEL]: "kind_panel",
  [SessionKind.WORKSHOP]: "kind_workshop",
  [SessionKind.SIDE_EVENT]: "kind_side_event",
  [SessionKind.CEREMONY]: "kind_ceremony",
  [SessionKind.BREAK]: "kind_break",
  [SessionKind.PRESS_BRIEFING]: "kind_press_briefing",
};

const role_keys: Partial<Record<SessionRole, MessageKey>> = {
  [SessionRole.CHAIR]: "role_chair",
  [SessionRole.CO_CHAIR]: "role_co_chair",
  [SessionRole.MODERATOR]: "role_moderator",
  [SessionRole.KEYNOTE]: "role_keynote",
  [SessionRole.PANELLIST]: "role_panellist",
  [SessionRole.RAPPORTEUR]: "role_rapporteur",
  [SessionRole.INTERPRETER]: "role_interpreter",
};

/** What kind of session it is; empty if that says nothing. */
export function kind_words(reader: ScreenReader, { kind }: SessionView): string {
  const key = kind_keys[kind];
  return key ? reader.say(key) : "";
}

export function role_words(reader: ScreenReader, role: SessionRole): string {
  const key = role_keys[role];
  return key ? reader.say(key) : "";
}

/** What is spoken, into what it is interpreted and on which channel, what is signed: a sentence each. */
export function language_words(stage: Stage, reader: ScreenReader, session: SessionView): string[] {
  const { languages, interpretation_languages, sign_languages, room } = session;
  const { programme } = stage.board;
  const booths = programme.booths(room);
  const name = (tag: string): string => {
    const named = language_name(reader.language, tag);
    return named === tag ? tag.toUpperCase() : named;
  };
  const on_channel = (tag: string): string => {
    const channel = booths.find(({ language }) => language === tag)?.channel ?? 0;
    return channel > 0 ? reader.say("on_channel", { language: name(tag), channel }) : name(tag);
  };
  const list = (words: readonly string[]): string => words.join(reader.say("comma"));
  // A floor in the summit's own languages, without interpretation, is nothing to be told of.
  const usual = (programme.summit()?.languages ?? []).join() === languages.join() && interpretation_languages.length === 0;
  return [
    languages.length > 0 && !usual ? reader.say("floor_languages", { languages: list(languages.map(name)) }) : "",
    interpretation_languages.length > 0 ? reader.say("interpreted", { languages: list(interpretation_languages.map(on_channel)) }) : "",
    sign_languages.length > 0 ? reader.say("signed", { languages: list(sign_languages.map(name)) }) : "",
  ].filter((words) => words !== "");
}

/** "Ana Silva, Minister of Health, Cabo Verde". */
function people_words(reader: ScreenReader, { people }: SessionView): string {
  return people
    .filter(({ absent }) => !absent)
    .map(({ name, position, party }) => joined(reader, [name, reader.pick(position).text, party ? reader.pick(party_name(party)).text : ""]))
    .join("; ");
}

export function door_lines(stage: Stage, reader: ScreenReader): string[] {
  const at = at_door(stage);
  const { programme } = stage.board;
  const now_ms = stage.steady_ms;
  const room = stage.room?.id ?? "";
  const name = stage.room ? reader.pick(stage.room.name).text : "";
  const quiet = at.now.length + at.next.length === 0 ? quiet_words(stage, reader, at) : undefined;
  const date = day_words(stage, reader, at);
  const on = at.now.flatMap((session) => {
    const part = programme.part_on(session.id, now_ms);
    return [
      `${reader.say("now")}: ${session_words(stage, reader, session)}`,
      part ? `${reader.say("now")}: ${session_words(stage, reader, part)}` : "",
      people_words(reader, session),
      ...language_words(stage, reader, session),
    ];
  });
  return [
    name,
    ...strip_lines(stage, reader),
    ...on,
    ...at.instead.map((one) => missed_words(stage, reader, one)),
    at.now.length === 0 && !quiet ? reader.say("nothing_now") : "",
    ...at.next.map((one) => `${reader.say("next")}: ${session_words(stage, reader, one)}`),
    ...(quiet ? [quiet.headline, quiet.more] : []),
    date,
    ...at.day.map((one) => (is_away(one, room) ? missed_words(stage, reader, one) : session_words(stage, reader, one))),
    ...at.elsewhere.slice(0, 3).map((one) => {
      const where = room_of(stage, one);
      return `${reader.say("now_elsewhere")}: ${joined(reader, [where ? reader.pick(where.name).text : "", reader.pick(one.title).text])}`;
    }),
  ];
}
