// What of the institutions takes more than one word to say, the same on every part of the page.

import { AdoptionManner, type DeclarationView, is_open, type VenueTime } from "@dais/sdk";
import { full_date } from "@dais/ui/dates.ts";
import { moment_words } from "@dais/ui/said.ts";
import type { Reader } from "./reader.svelte.ts";
import type { MessageKey } from "../messages/messages.ts";

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
