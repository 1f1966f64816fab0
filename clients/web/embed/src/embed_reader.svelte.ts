// In which language an embedded programme speaks, and what it picks of the programme's texts.

import { direction_of, type LocalText, pick_text, type PickedText } from "@dais/sdk";
import { interface_language } from "@dais/ui/languages.ts";
import { type Language, say_from, type Values } from "@dais/ui/messages.ts";
import { ar } from "@dais/ui/programme_words/ar.ts";
import { en } from "@dais/ui/programme_words/en.ts";
import { es } from "@dais/ui/programme_words/es.ts";
import { fr } from "@dais/ui/programme_words/fr.ts";
import { pt } from "@dais/ui/programme_words/pt.ts";
import type { ProgrammeWords } from "@dais/ui/programme_words/words.ts";

const say = say_from<keyof ProgrammeWords>({ en, fr, pt, es, ar });

export class EmbedReader {
  /** The best first; after them come the summit's. */
  readonly chain: readonly string[];
  #summit = $state.raw<readonly string[]>([]);
  readonly language: Language = $derived.by(() => interface_language(this.chain, this.#summit));

  constructor(chain: readonly string[]) {
    this.chain = chain;
  }

  suit({ languages }: { readonly languages: readonly string[] }): void {
    if (languages.join() !== this.#summit.join()) this.#summit = languages;
  }

  get direction(): "ltr" | "rtl" {
    return direction_of(this.language) === "rtl" ? "rtl" : "ltr";
  }

  pick(texts: readonly LocalText[]): PickedText {
    return pick_text(texts, this.chain, this.#summit);
  }

  say(key: keyof ProgrammeWords, values?: Values): string {
    return say(this.language, key, values);
  }
}
