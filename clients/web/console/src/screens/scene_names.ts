// What the scenes are called, and what each is for.

import { SceneKind } from "@dais/sdk";
import type { MessageKey } from "../messages/messages.ts";

const names: Readonly<Record<SceneKind, MessageKey>> = {
  [SceneKind.UNSPECIFIED]: "scene_auto",
  [SceneKind.HALL]: "scene_hall",
  [SceneKind.DOOR]: "scene_door",
  [SceneKind.FLOOR]: "scene_floor",
  [SceneKind.PODIUM]: "scene_podium",
  [SceneKind.ANNOUNCEMENT]: "scene_announcement",
  [SceneKind.ROLL]: "scene_roll",
  [SceneKind.WELCOME]: "scene_welcome",
  [SceneKind.STANDBY]: "scene_standby",
  [SceneKind.TEST_CARD]: "scene_test_card",
};

const whats: Readonly<Record<SceneKind, MessageKey>> = {
  [SceneKind.UNSPECIFIED]: "scene_auto_what",
  [SceneKind.HALL]: "scene_hall_what",
  [SceneKind.DOOR]: "scene_door_what",
  [SceneKind.FLOOR]: "scene_floor_what",
  [SceneKind.PODIUM]: "scene_podium_what",
  [SceneKind.ANNOUNCEMENT]: "scene_announcement_what",
  [SceneKind.ROLL]: "scene_roll_what",
  [SceneKind.WELCOME]: "scene_welcome_what",
  [SceneKind.STANDBY]: "scene_standby_what",
  [SceneKind.TEST_CARD]: "scene_test_card_what",
};

/** Of a later release: as where nothing is said. */
export const scene_key = (kind: SceneKind): MessageKey => names[known(kind)];
export const scene_what_key = (kind: SceneKind): MessageKey => whats[known(kind)];

const known = (kind: SceneKind): SceneKind => (kind in names ? kind : SceneKind.UNSPECIFIED);
