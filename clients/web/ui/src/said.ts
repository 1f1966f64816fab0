// What of a programme takes more than one word to say, the same on every face.

import type { PartyView, SessionView, VenueTime } from "@dais/sdk";
import { full_date, short_date } from "./dates.ts";
import type { Language, Values } from "./messages.ts";
import type { ProgrammeWords } from "./programme_words/words.ts";
import { resumption, type Status } from "./status.ts";

/** Whoever reads or shows it: in which language, and by which words. */
export interface Speaks {
  readonly language: Language;
  say(key: keyof ProgrammeWords, values?: Values): string;
  /** What words come out as that were looked up elsewhere: as they are, but in a language that nobody speaks. */
  utter?(words: string): string;
}

/** "resumes at 12:40", with the day if it is another; empty if there is nothing to say. */
export function resumption_words(venue: VenueTime, now_ms: number, reader: Speaks, session: SessionView, status: Status): string {
  const at = resumption(session, status, now_ms);
  if (at === undefined) return "";
  if (at === "later") return reader.say("resumes_later");
  const date = venue.date_of(at);
  const other_day = date === venue.date_of(now_ms) ? "" : `${short_date(reader.language, date)} `;
  return reader.say("resumes_at", { time: other_day + venue.hours_minutes(at) });
}

/** "12:40", or "Fri 13 Sept 12:40" on another day than now, or with its year in another one. */
export function moment_words(reader: Pick<Speaks, "language">, venue: VenueTime, at_ms: number, now_ms: number): string {
  const time = venue.hours_minutes(at_ms);
  const day = other_day_words(reader, venue, at_ms, now_ms);
  return day === "" ? time : `${day} ${time}`;
}

/** The day of an instant; empty if it is today. */
export function other_day_words(reader: Pick<Speaks, "language">, venue: VenueTime, at_ms: number, now_ms: number): string {
  const [date, today] = [venue.date_of(at_ms), venue.date_of(now_ms)];
  if (date === today) return "";
  return date.slice(0, 4) === today.slice(0, 4) ? short_date(reader.language, date) : full_date(reader.language, date);
}

/** What a State or an organisation is called where there is little room. */
export function party_name({ short_name, name }: PartyView): PartyView["name"] {
  return short_name.length > 0 ? short_name : name;
}

const minute_ms = 60_000;

/** The two largest units tell enough: "2 days 4 hours", "4 hours 10 minutes", "9 minutes". */
export function duration_words(reader: Speaks, ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / minute_ms));
  const parts = [
    { key: "days", count: Math.floor(minutes / 1440) },
    { key: "hours", count: Math.floor(minutes / 60) % 24 },
    { key: "minutes", count: minutes % 60 },
  ] as const;
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return reader.say("minutes", { count: 0 });
  const said = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return said.map(({ key, count }) => reader.say(key, { count })).join(" ");
}
