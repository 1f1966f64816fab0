// Which languages a reader gets, the best first. Of the interface and of the programme's texts alike.

import { language_tags, same_language } from "@dais/sdk";
import { type Language, language_for } from "./messages.ts";

/**
 * What was asked for, then what the device prefers. A wall's device prefers whatever its browser came with: it is not
 * asked.
 */
export function chain_of(asked: readonly string[], device: readonly string[], wall: boolean): string[] {
  return language_tags([...asked, ...(wall && asked.length > 0 ? [] : device)].join(","));
}

/** The first of the chain that the interface speaks, else the first such of the summit's. */
export function interface_language(chain: readonly string[], summit: readonly string[]): Language {
  return [...chain, ...summit].flatMap((tag) => language_for(tag) ?? [])[0] ?? "en";
}

/** What is asked for once a reader has chosen a language: that one, then what was asked for before. */
export function asked_after(language: Language, asked: readonly string[]): string[] {
  return [language, ...asked.filter((one) => !same_language(one, language))];
}
