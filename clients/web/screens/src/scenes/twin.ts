// What a screen shows in sentences, for those who listen to it.

import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import { emergency_lines } from "./announcement_words.ts";
import type { Drawing } from "./drawings.svelte.ts";

export function twin_of(stage: Stage, reader: ScreenReader, drawing: Drawing | undefined): string[] {
  if (stage.emergencies.length > 0) return emergency_lines(stage, reader);
  if (stage.blank || !drawing) return [];
  return [...new Set(drawing.lines(stage, reader).filter((line) => line !== ""))];
}
