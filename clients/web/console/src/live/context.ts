// What every part of a page may ask for.

import { createContext } from "svelte";
import type { Me } from "./me.svelte.ts";
import type { Place } from "./place.svelte.ts";
import type { Reader } from "./reader.svelte.ts";

export const [get_place, set_place] = createContext<Place>();
export const [get_reader, set_reader] = createContext<Reader>();
export const [get_me, set_me] = createContext<Me>();
