// The scenes of big screens: by which word an address asks for one, and which one is drawn.

import { SceneKind } from "@dais/sdk";

/** A scene that is drawn: nothing is left to the place. */
export type DrawnKind = Exclude<SceneKind, SceneKind.UNSPECIFIED>;

const words = {
  auto: SceneKind.UNSPECIFIED,
  hall: SceneKind.HALL,
  door: SceneKind.DOOR,
  floor: SceneKind.FLOOR,
  podium: SceneKind.PODIUM,
  announcement: SceneKind.ANNOUNCEMENT,
  roll: SceneKind.ROLL,
  welcome: SceneKind.WELCOME,
  standby: SceneKind.STANDBY,
  "test-card": SceneKind.TEST_CARD,
} as const;

export type SceneWord = keyof typeof words;

/** In the order in which they are offered. */
export const scene_kinds: readonly SceneKind[] = Object.values(words);

/** Undefined: it is no word for one. */
export function scene_kind(word: string): SceneKind | undefined {
  return Object.hasOwn(words, word) ? words[word as SceneWord] : undefined;
}

/** Of a kind of a later release: as where nothing is said. */
export function scene_word(kind: SceneKind): SceneWord {
  return (Object.keys(words) as SceneWord[]).find((word) => words[word] === kind) ?? "auto";
}

/** What a Screen draws that is asked for a kind, in a place with a room or without: a door without a room is none. */
export function drawn_kind(kind: SceneKind, has_room: boolean): DrawnKind {
  const by_place = has_room ? SceneKind.DOOR : SceneKind.HALL;
  if (kind === SceneKind.UNSPECIFIED) return by_place;
  return kind === SceneKind.DOOR && !has_room ? SceneKind.HALL : kind;
}
