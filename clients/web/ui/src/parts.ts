// Which of many parts are shown.

import type { Phase } from "@dais/sdk";

/** At most so many in a row, among them what is on, or else what comes next, with the one before it. */
export function window_around(phases: readonly Phase[], most: number): { first: number; end: number } {
  const on = phases.lastIndexOf("now");
  const next = phases.findIndex((phase) => phase === "due" || phase === "upcoming" || phase === "suspended");
  const here = on >= 0 ? on : next >= 0 ? next : phases.length;
  const before = most > 2 ? 1 : 0;
  const first = Math.max(0, Math.min(here - before, phases.length - most));
  return { first, end: Math.min(phases.length, first + most) };
}
