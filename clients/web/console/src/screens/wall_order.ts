// In which order the wall shows its tiles, and under which headings.

import type { RoomView, ScreenView } from "@dais/sdk";
import { gravity, type Level } from "./screen_state.ts";

export const orders = ["room", "name"] as const;
export type Order = (typeof orders)[number];

export interface Group {
  /** The room that its Screens hang in; undefined: in none. */
  readonly room: RoomView | undefined;
  readonly screens: readonly ScreenView[];
}

/**
 * The Screens, which come by name: under their rooms, in the summit's order and those elsewhere last, or all together.
 * With `trouble_first`, what needs somebody comes before what does not.
 */
export function wall_groups(
  screens: readonly ScreenView[],
  rooms: readonly RoomView[],
  order: Order,
  level_of: ((id: string) => Level) | undefined,
): readonly Group[] {
  const needs = (screen: ScreenView): number => (level_of ? -gravity[level_of(screen.id)] : 0);
  const sorted = [...screens].sort((a, b) => needs(a) - needs(b));
  if (order === "name") return sorted.length > 0 ? [{ room: undefined, screens: sorted }] : [];
  const known = new Set(rooms.map(({ id }) => id));
  const groups: Group[] = [
    ...rooms.map((room) => ({ room, screens: sorted.filter((one) => one.room === room.id) })),
    { room: undefined, screens: sorted.filter((one) => !known.has(one.room)) },
  ].filter((group) => group.screens.length > 0);
  return groups.sort((a, b) => needs(a.screens[0]!) - needs(b.screens[0]!));
}

/** Those from one to the other, as they are shown; empty if one of them is not. */
export function range(shown: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [shown.indexOf(from), shown.indexOf(to)];
  return a < 0 || b < 0 ? [] : shown.slice(Math.min(a, b), Math.max(a, b) + 1);
}
