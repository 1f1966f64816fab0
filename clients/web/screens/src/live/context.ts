// The stage and the reader, for every component below the page.

import { createContext } from "svelte";
import type { ScreenReader } from "./screen_reader.svelte.ts";
import type { Stage } from "./stage.svelte.ts";

export const [get_stage, set_stage] = createContext<Stage>();
export const [get_reader, set_reader] = createContext<ScreenReader>();
