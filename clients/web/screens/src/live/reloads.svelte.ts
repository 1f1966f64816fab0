// A screen that is asked to load itself anew does, once.

import type { Stage } from "./stage.svelte.ts";

/** Called while a component is made. */
export function watch_reloads(stage: Stage): void {
  let seen: number | undefined;
  $effect(() => {
    // What the device kept may be from before it was asked: only what the server says is counted.
    if (stage.board.state !== "live") return;
    const asked = stage.screens.screen(stage.id)?.reloads;
    if (asked === undefined) return;
    if (seen !== undefined && asked > seen) location.reload();
    seen = asked;
  });
}
