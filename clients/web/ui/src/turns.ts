// What has no room beside the others takes turns with them, by the clock.

export interface InTurn<T> {
  readonly one: T;
  /** Which of how many, "2 / 5"; empty if all are shown. */
  readonly turn: string;
}

export function all_of<T>(all: readonly T[]): InTurn<T>[] {
  return all.map((one) => ({ one, turn: "" }));
}

/** At most so many at a time, those whose turn it is. */
export function take_turns<T>(all: readonly T[], most: number, turn_no: number): InTurn<T>[] {
  if (all.length <= most) return all_of(all);
  const first = (turn_no % Math.ceil(all.length / most)) * most;
  return all.slice(first, first + most).map((one, index) => ({ one, turn: `${first + index + 1} / ${all.length}` }));
}
