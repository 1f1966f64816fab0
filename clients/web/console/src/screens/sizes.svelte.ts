// Which picture each device had when it was first seen: one that has another since fell back to what its cable carries, or
// was exchanged, and somebody should look. Kept on this device, as what its reader knows of the hall.

import { keep, kept } from "@dais/ui/memory.ts";
import { SvelteMap } from "svelte/reactivity";

/** Those seen last. */
const logins_max = 500;

export class Sizes {
  readonly #name: string;
  readonly #of: SvelteMap<string, string>;

  constructor(log: string) {
    this.#name = `screen-sizes.${log}`;
    this.#of = new SvelteMap(read(kept(this.#name) ?? ""));
  }

  of(login: string): string | undefined {
    return this.#of.get(login);
  }

  /** The first is as it should be. */
  see(login: string, size: string): void {
    if (size !== "" && !this.#of.has(login)) this.take(login, size);
  }

  /** From now on this is as it should be. */
  take(login: string, size: string): void {
    this.#of.set(login, size);
    keep(this.#name, JSON.stringify([...this.#of].slice(-logins_max)));
  }
}

function read(text: string): [string, string][] {
  try {
    return (JSON.parse(text) as unknown[]).filter(is_pair);
  } catch {
    return [];
  }
}

const is_pair = (one: unknown): one is [string, string] =>
  Array.isArray(one) && one.length === 2 && typeof one[0] === "string" && typeof one[1] === "string";
