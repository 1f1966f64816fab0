// Pictures of big screens: each scene on each shape of glass, light and dark, in languages that are read from either side.

import { SceneKind } from "@dais/sdk";

export const sizes = [
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [3840, 540],
  [1366, 768],
  [512, 256],
] as const;
export const themes = ["light", "dark"] as const;
export const languages = ["en", "fr", "ar"] as const;

/** By the words of an address. */
export const scenes: Readonly<Record<string, SceneKind>> = {
  hall: SceneKind.HALL,
  door: SceneKind.DOOR,
  floor: SceneKind.FLOOR,
  podium: SceneKind.PODIUM,
  announcement: SceneKind.ANNOUNCEMENT,
  roll: SceneKind.ROLL,
  welcome: SceneKind.WELCOME,
  standby: SceneKind.STANDBY,
  "test-card": SceneKind.TEST_CARD,
};

export interface Picture {
  readonly scene: string;
  readonly width: number;
  readonly height: number;
  readonly theme: (typeof themes)[number];
  readonly language: (typeof languages)[number];
}

/** Every one of them. */
export function every_picture(): Picture[] {
  return sizes.flatMap(([width, height]) =>
    Object.keys(scenes).flatMap((scene) => themes.flatMap((theme) => languages.map((language) => ({ scene, width, height, theme, language })))),
  );
}

/** Each scene on each size once, and themes and languages in turn, so that each scene has each of them on some size. */
export function some_pictures(): Picture[] {
  return sizes.flatMap(([width, height], i) =>
    Object.keys(scenes).map((scene, j) => ({ scene, width, height, theme: themes[(i + j) % 2]!, language: languages[(i + j) % 3]! })),
  );
}
