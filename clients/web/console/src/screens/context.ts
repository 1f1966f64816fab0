// The control room, for every part of its page.

import { createContext } from "svelte";
import type { Control } from "./control.svelte.ts";

export const [get_control, set_control] = createContext<Control>();
