import "@dais/ui/design/page.css";
import "./design/console.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { read_address } from "./live/place.ts";
import { Place } from "./live/place.svelte.ts";
import { Reader } from "./live/reader.svelte.ts";

const place = new Place(new URL(location.href));
const reader = new Reader(new URL(location.href), false);

// Somebody follows a one-time link where the page is open already.
addEventListener("hashchange", () => {
  if (read_address(new URL(location.href)).secret !== "") location.reload();
});

const target = document.getElementById("app");
if (target) mount(App, { target, props: { place, reader } });
