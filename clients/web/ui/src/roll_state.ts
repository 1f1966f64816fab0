// What the roll of a declaration says at an instant: who stands on it, who has left it, how many they are, and who has just
// signed.

import {
  type DeclarationView,
  EndorsementStatus,
  in_roll_order,
  type Institutions,
  is_state,
  letter_of,
  roll_counts,
  type RollLine,
  RollOrder,
  roll_language,
} from "@dais/sdk";

export interface RollState {
  readonly declaration: DeclarationView;
  /** In order; without those who have withdrawn. */
  readonly lines: readonly RollLine[];
  readonly withdrawn: readonly RollLine[];
  readonly states: number;
  readonly organisations: number;
  /** Who has said that they will, and has not signed. */
  readonly announced: number;
  /** Who signed last. */
  readonly latest: RollLine | undefined;
  /** By which names it is ordered; empty: by none. */
  readonly language: string;
  /** With which it begins; empty: with the first of the alphabet. */
  readonly letter: string;
  /** States and organisations stand apart. */
  readonly apart: boolean;
}

export function roll_state(institutions: Institutions, id: string, reader: readonly string[]): RollState | undefined {
  const declaration = institutions.declaration(id);
  if (!declaration) return undefined;
  const all = institutions.roll(id);
  const language = roll_language(all, reader);
  const ordered = in_roll_order(all, declaration, language);
  const counts = roll_counts(all);
  const by_name = declaration.roll_order !== RollOrder.SIGNING;
  const lines = ordered.filter(({ status }) => status !== EndorsementStatus.WITHDRAWN);
  return {
    declaration,
    lines,
    withdrawn: ordered.filter(({ status }) => status === EndorsementStatus.WITHDRAWN),
    states: counts.states.signed,
    organisations: counts.organisations.signed,
    announced: [counts.states, counts.organisations].reduce((sum, one) => sum + one.announced + one.checked, 0),
    latest: last_signed(lines),
    language: by_name ? language : "",
    letter: by_name ? letter_of(declaration.first_letter, language) : "",
    apart: declaration.roll_order !== RollOrder.ALPHABETICAL && by_name && counted_apart(lines),
  };
}

const counted_apart = (lines: readonly RollLine[]): boolean => lines.some(is_state) && !lines.every(is_state);

function last_signed(lines: readonly RollLine[]): RollLine | undefined {
  const signed = lines.filter(({ status }) => status === EndorsementStatus.SIGNED);
  return signed.reduce<RollLine | undefined>((last, one) => (last && last.order >= one.order ? last : one), undefined);
}

const just_signed_for_ms = 60_000;

/** Whether it is news that it has signed, at a time that runs at this rate. */
export function has_just_signed({ status, signed_at_ms }: RollLine, now_ms: number, rate: number): boolean {
  return status === EndorsementStatus.SIGNED && Math.abs(now_ms - signed_at_ms) < just_signed_for_ms * Math.max(1, rate);
}

export type RollCell = { readonly heading: "states" | "organisations" } | { readonly line: RollLine };

/** The lines as a wall shows them, one after the other: a heading begins each part, where there are two. */
export function roll_cells({ lines, apart }: Pick<RollState, "lines" | "apart">): RollCell[] {
  const cells = lines.map((line): RollCell => ({ line }));
  if (!apart) return cells;
  const first = lines.findIndex((line) => !is_state(line));
  return [{ heading: "states" }, ...cells.slice(0, first), { heading: "organisations" }, ...cells.slice(first)];
}
