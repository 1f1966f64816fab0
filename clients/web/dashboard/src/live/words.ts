// What takes more than one word to say, the same on every part of the page.

import { AdoptionManner, type DeclarationView, is_open, type PartyView, type SessionView, type VenueTime } from "@dais/sdk";
import { full_date, short_date } from "@dais/ui/dates.ts";
import type { Board } from "./board.svelte.ts";
import type { Reader } from "./reader.svelte.ts";
import { resumption, type Status } from "./status.ts";
import type { MessageKey } from "../messages/messages.ts";

/** "resumes at 12:40", with the day if it is another; empty if there is nothing to say. */
export function resumption_words(board: Board, reader: Reader, session: SessionView, status: Status): string {
  const at = resumption(session, status, board.now_ms);
  if (at === undefined) return "";
  if (at === "later") return reader.say("resumes_later");
  const { venue } = board.programme;
  const date = venue.date_of(at);
  const other_day = date === venue.date_of(board.now_ms) ? "" : `${short_date(reader.language, date)} `;
  return reader.say("resumes_at", { time: other_day + venue.hours_minutes(at) });
}

/** "12:40", or "Fri 13 Sept 12:40" on another day than now, or with its year in another one. */
export function moment_words(reader: Reader, venue: VenueTime, at_ms: number, now_ms: number): string {
  const time = venue.hours_minutes(at_ms);
  const day = other_day_words(reader, venue, at_ms, now_ms);
  return day === "" ? time : `${day} ${time}`;
}

/** The day of an instant; empty if it is today. */
export function other_day_words(reader: Reader, venue: VenueTime, at_ms: number, now_ms: number): string {
  const [date, today] = [venue.date_of(at_ms), venue.date_of(now_ms)];
  if (date === today) return "";
  return date.slice(0, 4) === today.slice(0, 4) ? short_date(reader.language, date) : full_date(reader.language, date);
}

/** What a State or an organisation is called where there is little room. */
export function party_name({ short_name, name }: PartyView): PartyView["name"] {
  return short_name.length > 0 ? short_name : name;
}

/** "30 States · 1 organisation". */
export function count_words(reader: Reader, states: number, organisations: number): string {
  const parts = [
    ...(states > 0 || organisations === 0 ? [reader.say("roll_states", { count: states })] : []),
    ...(organisations > 0 ? [reader.say("roll_organisations", { count: organisations })] : []),
  ];
  return parts.join(" · ");
}

const adoption_keys: Partial<Record<AdoptionManner, MessageKey>> = {
  [AdoptionManner.CONSENSUS]: "adopted_consensus",
  [AdoptionManner.SILENCE]: "adopted_silence",
  [AdoptionManner.SHOW_OF_HANDS]: "adopted_hands",
};

/** "Adopted by consensus on 5 April 2022", with the hands if they were counted. */
export function adoption_words(reader: Reader, venue: VenueTime, declaration: DeclarationView): string {
  const { adopted_at_ms, adopted_by, count } = declaration;
  if (adopted_at_ms === undefined) return reader.say("not_adopted");
  const date = full_date(reader.language, venue.calendar_date(adopted_at_ms));
  const adopted = reader.say(adoption_keys[adopted_by] ?? "adopted_on", { date });
  return count ? `${adopted}: ${reader.say("hands", { ...count })}` : adopted;
}

/** Whether it may be endorsed now, and until when; empty if it never could be. */
export function opening_words(reader: Reader, venue: VenueTime, declaration: DeclarationView, now_ms: number): string {
  const { opened_at_ms, closes_at_ms } = declaration;
  if (opened_at_ms === undefined || now_ms < opened_at_ms) return "";
  if (!is_open(declaration, now_ms)) return reader.say("closed_for");
  if (closes_at_ms === undefined) return reader.say("open_now");
  return reader.say("open_until", { time: moment_words(reader, venue, closes_at_ms, now_ms) });
}
