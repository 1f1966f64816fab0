// Who comes next, as rows that say what they say: those that say the same stay the same objects, so that a list in pages is
// measured again only when one of them says something else.

import type { ListedView, VenueTime } from "@dais/sdk";
import type { Expected } from "@dais/ui/floor_state.ts";
import { length_words } from "@dais/ui/floor_words/said.ts";
import { moment_words, type Speaks } from "@dais/ui/said.ts";

export interface NextRow {
  readonly id: string;
  readonly asked: ListedView;
  /** "~10:40"; empty if nobody knows. */
  readonly when: string;
  /** "3:00", or in words that there is no limit, or no time left. */
  readonly length: string;
  /** There is none left in a budget. */
  readonly spent: boolean;
}

export function next_rows(reader: Speaks, venue: VenueTime, expected: readonly Expected[], now_ms: number): NextRow[] {
  return expected.map(({ asked, starts_at_ms, seconds }) => ({
    id: asked.id,
    asked,
    when: starts_at_ms === undefined ? "" : `~${moment_words(reader, venue, starts_at_ms, now_ms)}`,
    length: length_words(reader, seconds),
    spent: seconds === undefined,
  }));
}

/** The rows, each as the object that it was before if it says the same. */
export function same_rows(before: readonly NextRow[], rows: readonly NextRow[]): readonly NextRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const kept = rows.map((row) => {
    const one = known.get(row.id);
    return one && one.asked === row.asked && one.when === row.when && one.length === row.length ? one : row;
  });
  return kept.length === before.length && kept.every((row, index) => row === before[index]) ? before : kept;
}
