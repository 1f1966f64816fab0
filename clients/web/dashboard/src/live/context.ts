// The board and the reader, for every component below the page.

import { createContext } from "svelte";
import type { Board } from "@dais/ui/board.svelte.ts";
import type { Reader } from "./reader.svelte.ts";

export const [get_board, set_board] = createContext<Board>();
export const [get_reader, set_reader] = createContext<Reader>();
