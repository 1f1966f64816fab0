// Texts for people: which of several languages a reader gets, and whether it is the one asked for.

import { Origin, type LocalText } from "../gen/dais/v1/text_pb.ts";
import { equal_bytes } from "./bytes.ts";
import { text_digest } from "./digest.ts";
import { languages_asked_max } from "./limits.ts";

export interface PickedText {
  readonly text: string;
  /** BCP 47 of the text; empty if nobody knows. */
  readonly language: string;
  /** The reader's first language was not there. */
  readonly fallback: boolean;
  /** By a machine, and nobody has vouched for it. */
  readonly machine: boolean;
  /** A translation of what is now said otherwise. */
  readonly outdated: boolean;
}

const nothing: PickedText = { text: "", language: "", fallback: false, machine: false, outdated: false };

const base_of = (language: string): string => language.toLowerCase().split("-")[0] ?? "";

/** Whether two tags are of one language, whatever their regions: "pt" and "pt-CV". */
export function same_language(one: string, other: string): boolean {
  return base_of(one) === base_of(other);
}

/** "ar,fr,en" as tags, in their order, each once; what is none is left out. */
export function language_tags(text: string): string[] {
  const tags = text.split(",").flatMap((part) => {
    try {
      return Intl.getCanonicalLocales(part.trim());
    } catch {
      return [];
    }
  });
  return [...new Set(tags)].slice(0, languages_asked_max);
}

/**
 * The first language of the reader's chain that has a text, in another form of it if need be; else the first of the
 * summit's languages that has one; else an authentic text; else any.
 */
export function pick_text(texts: readonly LocalText[], reader: readonly string[], summit: readonly string[] = []): PickedText {
  const chosen =
    first_in(texts, reader) ?? first_in(texts, summit) ?? texts.find((one) => one.origin === Origin.AUTHENTIC) ?? texts[0];
  if (!chosen) return nothing;
  return {
    text: chosen.text,
    language: chosen.language,
    fallback: chosen.language !== "" && !same_language(chosen.language, reader[0] ?? ""),
    machine: chosen.origin === Origin.MACHINE,
    outdated: is_outdated(chosen, texts),
  };
}

function first_in(texts: readonly LocalText[], languages: readonly string[]): LocalText | undefined {
  for (const language of languages) {
    const wanted = language.toLowerCase();
    const base = base_of(language);
    const found =
      texts.find((one) => one.language.toLowerCase() === wanted) ??
      texts.find((one) => one.language.toLowerCase() === base) ??
      texts.find((one) => base_of(one.language) === base);
    if (found) return found;
  }
  return undefined;
}

/** Whether a translation's source is none of today's other texts: it says what was once said. */
export function is_outdated(text: LocalText, all: readonly LocalText[]): boolean {
  if (text.sourceDigest.length === 0) return false;
  return !all.some((other) => other !== text && equal_bytes(text_digest(other.text), text.sourceDigest));
}

const rtl_languages = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);

/** The direction in which a language is written; "auto" if it is not known. */
export function direction_of(language: string): "ltr" | "rtl" | "auto" {
  if (language === "") return "auto";
  return rtl_languages.has(base_of(language)) ? "rtl" : "ltr";
}
