// Dates in words; those of the programme from the venue's own calendar and never through this device's zone.

import type { Language } from "./messages.ts";

// Western digits in Arabic too: clocks and tables beside it use them.
const locale = (language: Language): string => (language === "ar" ? "ar-u-nu-latn" : language === "en" ? "en-GB" : language);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale(language), { timeZone: "UTC", ...options })));
  return made;
}

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** "Thursday 12 September" for "2024-09-12". */
export function long_date(language: Language, date: string): string {
  return format(language, { weekday: "long", day: "numeric", month: "long" }).format(noon(date));
}

/** "12 September 2024". */
export function full_date(language: Language, date: string): string {
  return format(language, { day: "numeric", month: "long", year: "numeric" }).format(noon(date));
}

/** "Thu 12 Sept". */
export function short_date(language: Language, date: string): string {
  return format(language, { weekday: "short", day: "numeric", month: "short" }).format(noon(date));
}

/** "1 and 4–5 April 2022": days in order, not always contiguous. A month and its year stand once, with its last days. */
export function days_words(language: Language, days: readonly string[]): string {
  const list = new Intl.ListFormat(locale(language), { type: "conjunction" });
  const run_words = ({ from, to }: Run, index: number, runs: readonly Run[]): string => {
    const last = index === runs.length - 1 ? full_date(language, to) : String(day_of(to));
    return from === to ? last : `${day_of(from)}–${last}`;
  };
  return list.format(in_months(days).map((month) => list.format(runs_of(month).map(run_words))));
}

interface Run {
  readonly from: string;
  to: string;
}

const day_of = (date: string): number => Number(date.slice(8, 10));

function in_months(days: readonly string[]): string[][] {
  const months = [...new Set(days.map((date) => date.slice(0, 7)))];
  return months.map((month) => days.filter((date) => date.startsWith(month)));
}

function runs_of(days: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (const date of days) {
    const last = runs.at(-1);
    if (last && day_of(date) === day_of(last.to) + 1) last.to = date;
    else runs.push({ from: date, to: date });
  }
  return runs;
}

/** "12 Sept 2024, 10:30" by this device's clock: of what somebody did, not of what is planned. */
export function moment_here(language: Language, at_ms: number): string {
  return format(language, { dateStyle: "medium", timeStyle: "short", timeZone: undefined }).format(at_ms);
}

/** "12 Sept 2024" by this device's clock. */
export function day_here(language: Language, at_ms: number): string {
  return format(language, { dateStyle: "medium", timeZone: undefined }).format(at_ms);
}

/** "40 sec", "2 min", "3 hr": how long something has lasted, in whole ones of the largest. */
export function duration_words(language: Language, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [unit, of] = seconds < 60 ? (["second", 1] as const) : seconds < 3600 ? (["minute", 60] as const) : (["hour", 3600] as const);
  return new Intl.NumberFormat(locale(language), { style: "unit", unit, unitDisplay: "short" }).format(Math.floor(seconds / of));
}

/** What a language calls another: "French" for "fr". */
export function language_name(language: Language, tag: string): string {
  try {
    return new Intl.DisplayNames([locale(language)], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
