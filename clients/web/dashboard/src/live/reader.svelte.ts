// How this reader wants it: language, appearance, view and room. Kept in the address, so that a link shows the same, and
// language and appearance on the device.

import { direction_of, pick_text, type PickedText, type SummitView } from "@dais/sdk";
import type { LocalText } from "@dais/sdk";
import { type Language, language_for, type MessageKey, say, type Values } from "../messages/messages.ts";
import { address_with, read_address, type Theme, type View } from "./address.ts";

export class Reader {
  #chosen = $state<Language | undefined>();
  #usual = $state<Language>("en");
  #theme = $state<Theme>("auto");
  #view = $state<View | undefined>();
  #room = $state("");
  readonly wall: boolean;

  constructor(page: URL) {
    const address = read_address(page);
    this.wall = address.wall;
    this.#chosen = address.language ?? language_for(kept("language") ?? "");
    this.#theme = address.theme ?? read_theme(kept("theme"));
    this.#view = address.view;
    this.#room = address.room;
  }

  get language(): Language {
    return this.#chosen ?? this.#usual;
  }

  set language(language: Language) {
    this.#chosen = language;
    keep("language", language);
    this.#write("lang", language);
  }

  /** Unless the reader chose: the first of the device's languages that the summit works in. */
  suit(summit: SummitView, device: readonly string[]): void {
    const works_in = summit.languages.flatMap((tag) => language_for(tag) ?? []);
    const spoken = device.flatMap((tag) => language_for(tag) ?? []);
    this.#usual = spoken.find((one) => works_in.length === 0 || works_in.includes(one)) ?? works_in[0] ?? "en";
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
    return pick_text(texts, this.language);
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
