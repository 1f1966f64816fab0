// What takes every screen: an emergency while it stands and, if it was not to be heeded, what says so, until everybody who
// saw it has seen that too.

import { is_emergency, is_killed } from "@dais/sdk";
import type { Said } from "@dais/ui/board.svelte.ts";

/** So long the notice stands where the emergency stood; then it is news like others. */
const over_ms = 10 * 60_000;

export function takes_all({ announcement, source }: Pick<Said, "announcement" | "source">): boolean {
  if (!is_emergency(announcement)) return false;
  return !is_killed(announcement) || source.log.clock.now() < (announcement.withdrawn_at_ms ?? 0) + over_ms;
}
