// How a reader wants a page: its language and its appearance. Kept in the address, so that a link shows the same, and on
// the device.

import { direction_of, language_tags, type LocalText, pick_text, type PickedText } from "@dais/sdk";
import { address_with, one_of, read_asked, type Theme } from "./address.ts";
import { asked_after, chain_of, interface_language } from "./languages.ts";
import { keep, kept } from "./memory.ts";
import type { Language } from "./messages.ts";

export class Wish {
  #asked = $state.raw<readonly string[]>([]);
  #summit = $state.raw<readonly string[]>([]);
  #theme = $state<Theme>("auto");
  readonly wall: boolean;
  readonly #chain = $derived.by(() => chain_of(this.#asked, navigator.languages, this.wall));
  readonly #language = $derived.by(() => interface_language(this.#chain, this.#summit));

  constructor(page: URL, wall: boolean) {
    const asked = read_asked(page);
    this.wall = wall;
    this.#asked = asked.languages.length > 0 ? asked.languages : language_tags(kept("language") ?? "");
    this.#theme = asked.theme ?? one_of(kept("theme"), ["light", "dark"]) ?? "auto";
  }

  /** What the interface speaks. */
  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#asked = asked_after(language, this.#asked);
    keep("language", this.#asked.join(","));
    this.write("lang", this.#asked.join(","));
  }

  /** The languages in which texts are shown, the best first; after them come the summit's. */
  get chain(): readonly string[] {
    return this.#chain;
  }

  /** Texts in none of the reader's languages are shown in the first of these that they have. */
  suit({ languages }: { readonly languages: readonly string[] }): void {
    if (languages.join() !== this.#summit.join()) this.#summit = languages;
  }

  get direction(): "ltr" | "rtl" {
    return direction_of(this.language) === "rtl" ? "rtl" : "ltr";
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    keep("theme", theme);
    this.write("theme", theme === "auto" ? "" : theme);
  }

  /** Those of the summit, which come after the reader's. */
  get summit_languages(): readonly string[] {
    return this.#summit;
  }

  /** With `first`, in that language if there is one. */
  pick(texts: readonly LocalText[], first = ""): PickedText {
    return pick_text(texts, first === "" ? this.#chain : [first, ...this.#chain], this.#summit);
  }

  /** Called within an effect: the document says what the page is written in. */
  dress(root: HTMLElement): void {
    root.lang = this.language;
    root.dir = this.direction;
    root.dataset["theme"] = this.theme;
    root.toggleAttribute("data-wall", this.wall);
  }

  protected write(name: string, value: string): void {
    history.replaceState(null, "", address_with(location.href, name, value));
  }
}
