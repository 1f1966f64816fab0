// window.dais: how tests, and people with a console open, look at what a screen holds. Nothing on the page uses it.

import type { Board } from "./board.svelte.ts";

export interface WindowDais {
  /** The canonical dump of what is held of the page's own log, or, as 1, of its series'. */
  dump(of?: number): string;
  position(of?: number): number;
  state(): string;
  /** Flips a bit of one held record, so that a test can see it noticed and mended. Never call it otherwise. */
  damage(): void;
  /** How often what was held did not sum to the server's digest. */
  digest_failures(): number;
}

declare global {
  interface Window {
    dais: WindowDais;
  }
}

export function expose_for_tests({ follower, log }: Board): void {
  window.dais = {
    dump: (of = 0) => follower.logs[of]?.store.dump() ?? "",
    position: (of = 0) => Number(follower.logs[of]?.store.position ?? 0),
    state: () => follower.state,
    damage: () => {
      const held = [...log.store.all()].find(({ bytes }) => bytes.length > 0);
      if (held) held.bytes[0] = (held.bytes[0] ?? 0) ^ 1;
    },
    digest_failures: () => log.digest_failures,
  };
}
