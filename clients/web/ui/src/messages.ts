// The words of a web face in five languages: plain strings with {placeholders}, plurals by the language's categories.
// Each face has catalogues of its own; here is what they share.

/** In the order of the switch; each under its own name. */
export const languages = { en: "English", fr: "Français", pt: "Português", es: "Español", ar: "العربية" } as const;
export type Language = keyof typeof languages;

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
/** What a catalogue in another language must have, by the English one. */
export type MessagesLike<English> = { [K in keyof English]: English[K] extends string ? string : Plural };
export type Catalogues<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string | Plural>>>>;

export function is_language(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** The interface language for a BCP 47 tag; undefined if it speaks none like it. */
export function language_for(tag: string): Language | undefined {
  const base = tag.toLowerCase().split("-")[0] ?? "";
  return is_language(base) ? base : undefined;
}

export type Values = Readonly<Record<string, string | number>>;

/** A message of these catalogues with its placeholders filled; a plural is chosen by `count`. */
export function say_from<Key extends string>(
  catalogues: Catalogues<Key>,
): (language: Language, key: Key, values?: Values) => string {
  return (language, key, values = {}) => {
    const message = catalogues[language][key];
    const category = typeof message === "string" ? undefined : new Intl.PluralRules(language).select(Number(values["count"]));
    const text = typeof message === "string" ? message : ((category && message[category]) ?? message.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => isolate(language, String(values[name] ?? whole)));
  };
}

// A name or number in another direction must not turn the words around it: first-strong isolate … pop.
function isolate(language: Language, value: string): string {
  return language === "ar" || rtl_letter.test(value) ? `\u2068${value}\u2069` : value;
}

const rtl_letter = /[\u0590-\u08ff]/;
