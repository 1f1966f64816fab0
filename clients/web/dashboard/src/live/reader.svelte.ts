// How this reader wants the dashboard: beside language and appearance, view, room, roll and floor, kept in the address alone.

import { same_language } from "@dais/sdk";
import { Wish } from "@dais/ui/wish.svelte.ts";
import type { Values } from "@dais/ui/messages.ts";
import { type MessageKey, say } from "../messages/messages.ts";
import { read_address, type View } from "./address.ts";

export class Reader extends Wish {
  #view = $state<View | undefined>();
  #room = $state("");
  /** Id of the declaration whose roll the address asks for; empty: none. */
  readonly roll: string;
  /** Id of the session whose floor it asks for; empty: none. */
  readonly floor: string;

  constructor(page: URL) {
    const address = read_address(page);
    super(page, address.wall);
    this.#view = address.view;
    this.#room = address.room;
    this.roll = address.roll;
    this.floor = address.floor;
  }

  get view(): View {
    return this.#view ?? "now";
  }

  set view(view: View) {
    this.#view = view;
    this.write("view", view);
  }

  get room(): string {
    return this.#room;
  }

  set room(room: string) {
    this.#room = room;
    this.write("room", room);
  }

  /** A text in it is a surprise. Whoever reads "de,fr" has the page in French too: texts in French are then none. */
  is_foreign(language: string): boolean {
    return language !== "" && ![this.chain[0] ?? "", this.language].some((tag) => same_language(language, tag));
  }

  say(key: MessageKey, values?: Values): string {
    return say(this.language, key, values);
  }
}
