// What a Screen is asked to show, in words: the scene, and of what.

import { SceneKind, type ScreenView } from "@dais/sdk";
import type { Reader } from "../live/reader.svelte.ts";
import type { Control } from "./control.svelte.ts";
import { scene_key } from "./scene_names.ts";
import { asked_kind } from "./screen_state.ts";

/** "Podium · Opening plenary"; what the place decides says so. */
export function scene_words(reader: Reader, control: Control, screen: ScreenView): string {
  const { scene } = screen;
  const known = new Set(control.rooms.map(({ id }) => id));
  const drawn = reader.say(scene_key(asked_kind(screen, { has_room: (id) => known.has(id) })));
  const name = scene.kind === SceneKind.UNSPECIFIED ? reader.say("scene_by_place", { scene: drawn }) : drawn;
  return [name, ...details(reader, control, screen)].join(" · ");
}

function details(reader: Reader, control: Control, screen: ScreenView): string[] {
  const { scene } = screen;
  const room = scene.room === "" || scene.room === screen.room ? undefined : control.rooms.find(({ id }) => id === scene.room);
  const session = scene.session === "" ? undefined : control.programme.session(scene.session);
  return [room?.name, session?.title, scene.note].flatMap((texts) => (texts && texts.length > 0 ? [reader.pick(texts).text] : []));
}
