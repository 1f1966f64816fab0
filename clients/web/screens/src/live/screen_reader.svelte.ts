// In which language a big screen speaks now, and what it picks of the programme's texts: the language whose turn it is, then
// the others through which it turns.

import { direction_of, type LocalText, pick_text, type PickedText, same_language } from "@dais/sdk";
import { interface_language } from "@dais/ui/languages.ts";
import type { Language, Values } from "@dais/ui/messages.ts";
import { pseudo, pseudo_language } from "@dais/ui/pseudo.ts";
import { type MessageKey, say } from "../messages/messages.ts";
import type { Stage } from "./stage.svelte.ts";

export class ScreenReader {
  readonly #stage: Stage;
  readonly chain: readonly string[] = $derived.by(() => {
    const { language, languages } = this.#stage;
    return [language, ...languages.filter((one) => one !== language)];
  });
  /** What the screen itself speaks. */
  readonly language: Language = $derived.by(() => interface_language(this.chain, this.#summit));

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get #summit(): readonly string[] {
    return this.#stage.board.programme.summit()?.languages ?? [];
  }

  get #is_pseudo(): boolean {
    return this.chain[0] === pseudo_language;
  }

  get direction(): "ltr" | "rtl" {
    return direction_of(this.language) === "rtl" ? "rtl" : "ltr";
  }

  /** With `first`, in that language if there is one. */
  pick(texts: readonly LocalText[], first = ""): PickedText {
    const picked = pick_text(texts, first === "" ? this.chain : [first, ...this.chain], this.#summit);
    return this.#is_pseudo ? { ...picked, text: pseudo(picked.text) } : picked;
  }

  /** A text in it is none in the language whose turn it is. */
  is_foreign(language: string): boolean {
    return language !== "" && ![this.chain[0] ?? "", this.language].some((tag) => same_language(language, tag));
  }

  say(key: MessageKey, values?: Values): string {
    return this.utter(say(this.language, key, values));
  }

  /** What words come out as that were looked up elsewhere. */
  utter(words: string): string {
    return this.#is_pseudo ? pseudo(words) : words;
  }
}
