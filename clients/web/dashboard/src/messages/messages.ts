// The interface's own words in five languages: plain strings with {placeholders}, plurals by the language's categories.

import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { pt } from "./pt.ts";

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Messages = { [K in keyof typeof en]: (typeof en)[K] extends string ? string : Plural };
export type MessageKey = keyof Messages;

/** In the order of the switch; each under its own name. */
export const languages = { en: "English", fr: "Français", pt: "Português", es: "Español", ar: "العربية" } as const;
export type Language = keyof typeof languages;

export const catalogues: Readonly<Record<Language, Messages>> = { en, fr, pt, es, ar };

export function is_language(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** The interface language for a BCP 47 tag; undefined if it speaks none like it. */
export function language_for(tag: string): Language | undefined {
  const base = tag.toLowerCase().split("-")[0] ?? "";
  return is_language(base) ? base : undefined;
}

export type Values = Readonly<Record<string, string | number>>;

/** A message with its placeholders filled; a plural is chosen by `count`. */
export function say(language: Language, key: MessageKey, values: Values = {}): string {
  const message: string | Plural = catalogues[language][key];
  const category = typeof message === "string" ? undefined : new Intl.PluralRules(language).select(Number(values["count"]));
  const text = typeof message === "string" ? message : ((category && message[category]) ?? message.other);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => isolate(language, String(values[name] ?? whole)));
}

// A name or number in another direction must not turn the words around it: first-strong isolate … pop.
function isolate(language: Language, value: string): string {
  return language === "ar" || rtl_letter.test(value) ? `\u2068${value}\u2069` : value;
}

const rtl_letter = /[\u0590-\u08ff]/;
