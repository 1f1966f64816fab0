import "@dais/ui/design/page.css";
import { ticket_of_page } from "@dais/sdk";
import { mount } from "svelte";
import App from "./App.svelte";
import { read_address } from "./live/address.ts";
import { Board } from "@dais/ui/board.svelte.ts";
import { Reader } from "./live/reader.svelte.ts";
import { expose_for_tests } from "@dais/ui/window_dais.ts";

const page = new URL(location.href);
const { log, at, screen, mine } = read_address(page);
const as_whom = mine ? { get_ticket: ticket_of_page(page) } : { as_public: true };
const board = new Board({ page, log, at, follow: { client: "dashboard/1", screen, ...as_whom } });
const reader = new Reader(page);
expose_for_tests(board);

const target = document.getElementById("app");
if (target) mount(App, { target, props: { board, reader } });
