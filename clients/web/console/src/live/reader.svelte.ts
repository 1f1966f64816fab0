// How this reader wants the console, and what it says to them.

import { Wish } from "@dais/ui/wish.svelte.ts";
import type { Values } from "@dais/ui/messages.ts";
import { day_here, moment_here } from "@dais/ui/dates.ts";
import { type MessageKey, say } from "../messages/messages.ts";

export class Reader extends Wish {
  say(key: MessageKey, values?: Values): string {
    return say(this.language, key, values);
  }

  /** What is kept in 64 bits, as a moment on this device. */
  moment(at_ms: bigint): string {
    return moment_here(this.language, Number(at_ms));
  }

  day(at_ms: bigint): string {
    return day_here(this.language, Number(at_ms));
  }
}
