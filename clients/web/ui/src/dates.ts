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

/** "12 Sept 2024, 10:30" by this device's clock: of what somebody did, not of what is planned. */
export function moment_here(language: Language, at_ms: number): string {
  return format(language, { dateStyle: "medium", timeStyle: "short", timeZone: undefined }).format(at_ms);
}

/** "12 Sept 2024" by this device's clock. */
export function day_here(language: Language, at_ms: number): string {
  return format(language, { dateStyle: "medium", timeZone: undefined }).format(at_ms);
}

/** What a language calls another: "French" for "fr". */
export function language_name(language: Language, tag: string): string {
  try {
    return new Intl.DisplayNames([locale(language)], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
