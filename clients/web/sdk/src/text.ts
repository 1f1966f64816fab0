// Texts for people: which of several languages a reader gets, and whether it is the one asked for.

import { Origin, type LocalText } from "../gen/dais/v1/text_pb.ts";
import { equal_bytes } from "./bytes.ts";
import { text_digest } from "./digest.ts";

export interface PickedText {
  readonly text: string;
  /** BCP 47 of the text; empty if nobody knows. */
  readonly language: string;
  /** The reader's language was not there. */
  readonly fallback: boolean;
  /** By a machine, and nobody has vouched for it. */
  readonly machine: boolean;
}

const nothing: PickedText = { text: "", language: "", fallback: false, machine: false };

const base_of = (language: string): string => language.toLowerCase().split("-")[0] ?? "";

/** The reader's language, else another form of it, else an authentic text, else the first. */
export function pick_text(texts: readonly LocalText[], reader: string): PickedText {
  const wanted = reader.toLowerCase();
  const base = base_of(reader);
  const chosen =
    texts.find((one) => one.language.toLowerCase() === wanted) ??
    texts.find((one) => one.language.toLowerCase() === base) ??
    texts.find((one) => base_of(one.language) === base) ??
    texts.find((one) => one.origin === Origin.AUTHENTIC) ??
    texts[0];
  if (!chosen) return nothing;
  return {
    text: chosen.text,
    language: chosen.language,
    fallback: chosen.language !== "" && base_of(chosen.language) !== base,
    machine: chosen.origin === Origin.MACHINE,
  };
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
