import "@dais/ui/design/page.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { read_address } from "./live/address.ts";
import { Board } from "./live/board.svelte.ts";
import { Reader } from "./live/reader.svelte.ts";
import { expose_for_tests } from "./live/window_dais.ts";

const page = new URL(location.href);
const board = new Board(read_address(page), page);
const reader = new Reader(page);
expose_for_tests(board);

const target = document.getElementById("app");
if (target) mount(App, { target, props: { board, reader } });
