// How this reader wants it: language, appearance, view and room. Kept in the address, so that a link shows the same, and
// language and appearance on the device.

import { direction_of, language_tags, pick_text, type PickedText, type SummitView } from "@dais/sdk";
import type { LocalText } from "@dais/sdk";
import { type Language, type MessageKey, say, type Values } from "../messages/messages.ts";
import { address_with, read_address, type Theme, type View } from "./address.ts";
import { asked_after, chain_of, interface_language } from "./languages.ts";

export class Reader {
  #asked = $state.raw<readonly string[]>([]);
  #summit = $state.raw<readonly string[]>([]);
  #theme = $state<Theme>("auto");
  #view = $state<View | undefined>();
  #room = $state("");
  readonly wall: boolean;
  readonly #chain = $derived.by(() => chain_of(this.#asked, navigator.languages, this.wall));
  readonly #language = $derived.by(() => interface_language(this.#chain, this.#summit));

  constructor(page: URL) {
    const address = read_address(page);
    this.wall = address.wall;
    this.#asked = address.languages.length > 0 ? address.languages : language_tags(kept("language") ?? "");
    this.#theme = address.theme ?? read_theme(kept("theme"));
    this.#view = address.view;
    this.#room = address.room;
  }

  /** What the interface speaks. */
  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#asked = asked_after(language, this.#asked);
    keep("language", this.#asked.join(","));
    this.#write("lang", this.#asked.join(","));
  }

  /** The languages in which texts are shown, the best first; after them come the summit's. */
  get chain(): readonly string[] {
    return this.#chain;
  }

  /** Texts in none of the reader's languages are shown in the first of these that they have. */
  suit(summit: SummitView): void {
    if (summit.languages.join() !== this.#summit.join()) this.#summit = summit.languages;
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
    this.#write("theme", theme === "auto" ? "" : theme);
  }

  get view(): View {
    return this.#view ?? "now";
  }

  set view(view: View) {
    this.#view = view;
    this.#write("view", view);
  }

  get room(): string {
    return this.#room;
  }

  set room(room: string) {
    this.#room = room;
    this.#write("room", room);
  }

  say(key: MessageKey, values?: Values): string {
    return say(this.language, key, values);
  }

  pick(texts: readonly LocalText[]): PickedText {
    return pick_text(texts, this.#chain, this.#summit);
  }

  #write(name: string, value: string): void {
    history.replaceState(null, "", address_with(location.href, name, value));
  }
}

const read_theme = (text: string | undefined): Theme => (text === "light" || text === "dark" ? text : "auto");

// A device may forbid keeping things; then it forgets.
function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`dais.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`dais.${name}`, value);
  } catch {
    return;
  }
}
