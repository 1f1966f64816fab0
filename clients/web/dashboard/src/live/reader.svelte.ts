// How this reader wants the dashboard: beside language and appearance, view and room, kept in the address alone.

import { Wish } from "@dais/ui/wish.svelte.ts";
import type { Values } from "@dais/ui/messages.ts";
import { type MessageKey, say } from "../messages/messages.ts";
import { read_address, type View } from "./address.ts";

export class Reader extends Wish {
  #view = $state<View | undefined>();
  #room = $state("");

  constructor(page: URL) {
    const address = read_address(page);
    super(page, address.wall);
    this.#view = address.view;
    this.#room = address.room;
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

  say(key: MessageKey, values?: Values): string {
    return say(this.language, key, values);
  }
}
