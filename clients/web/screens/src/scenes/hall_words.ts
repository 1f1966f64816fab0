// A hall: what is on and what comes in every room. And between the days of a summit, in none.

import type { LocalText, RoomView, SessionView } from "@dais/sdk";
import { long_date } from "@dais/ui/dates.ts";
import { type Moment, moment_of } from "@dais/ui/moment.ts";
import { is_quiet, room_state, type RoomState } from "@dais/ui/room_state.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import { joined, missed_words, session_words } from "../parts/session_words.ts";
import { strip_lines } from "../parts/strip_words.ts";
import { place_and_days } from "./welcome_words.ts";

/** Those in which something is on, or comes today, or somebody waits in vain. */
export function busy_rooms(stage: Stage): readonly RoomView[] {
  return stage.board.programme.rooms().filter(({ id }) => !is_quiet(in_room(stage, id)));
}

/** What is on in a room, what comes next and then, and what somebody waits for in vain. */
export function in_room({ board, steady_ms }: Stage, room: string): RoomState {
  const { programme } = board;
  const sessions = programme.sessions();
  if (worked_out.of !== sessions || worked_out.at_ms !== steady_ms) worked_out = { of: sessions, at_ms: steady_ms, states: new Map() };
  const state = worked_out.states.get(room) ?? room_state(programme, room, steady_ms, 2);
  worked_out.states.set(room, state);
  return state;
}

// The picture and its twin ask for the same rooms; sessions() is another list whenever a record of theirs is.
interface WorkedOut {
  readonly of: readonly SessionView[] | undefined;
  readonly at_ms: number;
  readonly states: Map<string, RoomState>;
}
let worked_out: WorkedOut = { of: undefined, at_ms: 0, states: new Map() };

/** What there is to say when nothing is on anywhere today. */
export interface Calm {
  readonly when: Moment["when"];
  readonly headline: string;
  /** Lines below it. */
  readonly more: readonly string[];
  /** The sessions of the day that comes. */
  readonly next: readonly SessionView[];
  readonly starts_at_ms: number | undefined;
}

export function calm(stage: Stage, reader: ScreenReader): Calm {
  const { programme } = stage.board;
  const now_ms = stage.steady_ms;
  const moment = moment_of(programme, now_ms);
  const summit = programme.summit();
  const place = place_and_days(stage, reader);
  const nothing = { when: moment.when, next: [], starts_at_ms: undefined };
  switch (moment.when) {
    case "before":
    case "between": {
      const { date, starts_at_ms } = moment.next;
      const next = programme.on_day(date).filter((one) => programme.phase(one, now_ms) === "upcoming");
      const when = { date: on_one_line(long_date(reader.language, date)), time: programme.venue.hours_minutes(starts_at_ms) };
      const words =
        moment.when === "before"
          ? { headline: reader.say("opens", when), more: [place] }
          : { headline: reader.say("day_over"), more: [reader.say("continues", when)] };
      return { when: moment.when, next, starts_at_ms, ...words };
    }
    case "after": {
      const host = reader.pick(next_host(stage)).text;
      return { ...nothing, headline: reader.say("summit_ended"), more: [place, host === "" ? "" : reader.say("next_host", { host })] };
    }
    default:
      return { ...nothing, headline: summit ? reader.pick(summit.name).text : "", more: [place] };
  }
}

function next_host({ board }: Stage): readonly LocalText[] {
  const summit = board.programme.summit();
  if (summit && summit.next_host.length > 0) return summit.next_host;
  return board.series?.institutions.series()?.next_host?.name ?? [];
}

/** No line ends between a day's number and its month. */
function on_one_line(date: string): string {
  return date.replace(/(\d) /, "$1\u00a0");
}

/** One room in a sentence: "Sala 2. Now: 10:00–10:30 From Dublin to Sal. Next: 11:00–12:00 …". */
export function room_line(stage: Stage, reader: ScreenReader, name: string, { now, next, missed }: RoomState): string {
  const told = (sessions: readonly SessionView[]): string =>
    sessions.map((one) => session_words(stage, reader, one)).join("; ");
  return joined(
    reader,
    [
      name,
      now.length > 0 ? `${reader.say("now")}: ${told(now)}` : "",
      next.length > 0 ? `${reader.say("next")}: ${told(next)}` : "",
      ...missed.map((one) => missed_words(stage, reader, one)),
    ],
    ". ",
  );
}

export function hall_lines(stage: Stage, reader: ScreenReader): string[] {
  const general = in_room(stage, "");
  const rooms = busy_rooms(stage);
  const strip = strip_lines(stage, reader);
  if (rooms.length === 0 && is_quiet(general)) {
    const { headline, more, next } = calm(stage, reader);
    return [headline, ...more, ...next.slice(0, 3).map((one) => session_words(stage, reader, one)), ...strip];
  }
  return [
    ...strip,
    is_quiet(general) ? "" : room_line(stage, reader, reader.say("no_room"), general),
    ...rooms.map((room) => room_line(stage, reader, reader.pick(room.name).text, in_room(stage, room.id))),
  ];
}
