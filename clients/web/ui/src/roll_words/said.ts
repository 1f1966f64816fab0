// What of a declaration takes more than one word to say, the same on every face.

import { AdoptionManner, type DeclarationView, is_open, type VenueTime } from "@dais/sdk";
import { full_date } from "../dates.ts";
import type { Values } from "../messages.ts";
import type { ProgrammeWords } from "../programme_words/words.ts";
import { moment_words, type Speaks } from "../said.ts";
import type { RollWords } from "./words.ts";

/** Whoever has the words of a roll beside those of the programme. */
export interface SpeaksOfRolls extends Speaks {
  say(key: keyof ProgrammeWords | keyof RollWords, values?: Values): string;
}

/** "30 States" and "1 organisation", each for itself. */
export function counts(reader: SpeaksOfRolls, { states, organisations }: { readonly states: number; readonly organisations: number }): string[] {
  return [
    ...(states > 0 || organisations === 0 ? [reader.say("roll_states", { count: states })] : []),
    ...(organisations > 0 ? [reader.say("roll_organisations", { count: organisations })] : []),
  ];
}

/** "30 States · 1 organisation". */
export function count_words(reader: SpeaksOfRolls, states: number, organisations: number): string {
  return counts(reader, { states, organisations }).join(" · ");
}

const adoption_keys: Partial<Record<AdoptionManner, keyof RollWords>> = {
  [AdoptionManner.CONSENSUS]: "adopted_consensus",
  [AdoptionManner.SILENCE]: "adopted_silence",
  [AdoptionManner.SHOW_OF_HANDS]: "adopted_hands",
};

/** "Adopted by consensus on 5 April 2022", with the hands if they were counted. */
export function adoption_words(reader: SpeaksOfRolls, venue: VenueTime, declaration: DeclarationView): string {
  const { adopted_at_ms, adopted_by, count } = declaration;
  if (adopted_at_ms === undefined) return reader.say("not_adopted");
  const date = full_date(reader.language, venue.calendar_date(adopted_at_ms));
  const adopted = reader.say(adoption_keys[adopted_by] ?? "adopted_on", { date });
  return count ? `${adopted}: ${reader.say("hands", { ...count })}` : adopted;
}

/** Whether it may be endorsed now, and until when; empty if it never could be. */
export function opening_words(reader: SpeaksOfRolls, venue: VenueTime, declaration: DeclarationView, now_ms: number): string {
  const { opened_at_ms, closes_at_ms } = declaration;
  if (opened_at_ms === undefined || now_ms < opened_at_ms) return "";
  if (!is_open(declaration, now_ms)) return reader.say("closed_for");
  if (closes_at_ms === undefined) return reader.say("open_now");
  return reader.say("open_until", { time: moment_words(reader, venue, closes_at_ms, now_ms) });
}
