// The addresses of pictures of Screens: what a Screen shows, or would, drawn by the same program. They report nothing, make
// no sound and keep no device awake.

import type { ScreenView } from "@dais/sdk";
import { scene_word } from "@dais/ui/scenes.ts";
import { note_in, scene_of, type SceneDraft } from "./scene_draft.ts";

/** As it stands, upright, with nothing turning. */
export function picture_address(log: string, screen: ScreenView): string {
  return address(log, { screen: screen.id, turn: "0" }, "preview&still");
}

/** As it would be, in a language and a theme; empty: the Screen's own, and those in turn. */
export function preview_address(log: string, screen: ScreenView, draft: SceneDraft, language: string, theme: string): string {
  const { kind, room, session, declaration, announcement } = scene_of(draft);
  const note = scene_of(draft).note.length > 0 ? note_in(draft, language) : "";
  const asked = { screen: screen.id, scene: scene_word(kind), room, session, declaration, announcement, note };
  return address(log, { ...asked, lang: language, theme, turn: "0" }, "preview&quiet-emergency");
}

function address(log: string, asked: Readonly<Record<string, string>>, flags: string): string {
  const said = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return `/screen/${encodeURIComponent(log)}?${said.toString()}&${flags}`;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const usual: Size = { width: 1920, height: 1080 };

/** Of a picture as people see it: upright, as large as the device says, or as most are. */
export function picture_size(screen: ScreenView, reported: Size | undefined): Size {
  const { width, height } = reported && reported.width > 0 && reported.height > 0 ? reported : usual;
  return screen.turn_degrees % 180 === 0 ? { width, height } : { width: height, height: width };
}
