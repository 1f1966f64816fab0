// Dates in words, from the venue's own calendar and never through this device's zone.

import type { Language } from "../messages/messages.ts";

// Western digits in Arabic too: clocks and tables beside it use them.
const locale = (language: Language): string => (language === "ar" ? "ar-u-nu-latn" : language === "en" ? "en-GB" : language);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale(language), { ...options, timeZone: "UTC" })));
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

/** What a language calls another: "French" for "fr". */
export function language_name(language: Language, tag: string): string {
  try {
    return new Intl.DisplayNames([locale(language)], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
