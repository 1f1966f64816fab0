// <dais-programme summit="LOG">: a summit's programme on any website, live, isolated from the page around it.
//
//   <script src="https://live.example.org/embed.js" async></script>
//   <dais-programme summit="gdpa-2024" lang="fr" theme="light" room="r7k2m"></dais-programme>
//
// summit: the log's name; without it, the server's only one. lang: BCP 47, the best first; otherwise the page's own, then the
// browser's. theme: light, dark, or as the reader's device is. room: of one room alone. server: where it is from, if that is not
// where the script is from. Custom properties of the page change how it looks: README.md lists them.

import { mount, unmount } from "svelte";
import { language_tags } from "@dais/sdk";
import { one_of } from "@dais/ui/address.ts";
import { Board } from "@dais/ui/board.svelte.ts";
import { EmbedReader } from "./embed_reader.svelte.ts";
import Programme from "./Programme.svelte";

// Of the script itself, while it runs for the first time.
const own_source = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

class DaisProgramme extends HTMLElement {
  static readonly observedAttributes = ["summit", "lang", "theme", "room", "server"];
  #drawn: Record<string, unknown> | undefined;
  #board: Board | undefined;

  connectedCallback(): void {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#clear();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#drawn) this.#draw();
  }

  #draw(): void {
    this.#clear();
    const asked = (name: string): string => this.getAttribute(name) ?? "";
    const server = new URL(asked("server") || own_source || location.href, location.href);
    const languages = language_tags([asked("lang"), document.documentElement.lang, ...navigator.languages].join(","));
    const board = new Board({
      page: server,
      log: asked("summit"),
      at: "",
      follow: { as_public: true, client: "embed/1" },
      guest: true,
    });
    this.#board = board;
    const theme: "auto" | "light" | "dark" = one_of(asked("theme"), ["light", "dark"] as const) ?? "auto";
    const props = { board, reader: new EmbedReader(languages), room: asked("room"), theme };
    this.#drawn = mount(Programme, { target: this.shadowRoot!, props });
  }

  #clear(): void {
    if (this.#drawn) void unmount(this.#drawn);
    this.#board?.close();
    this.#drawn = this.#board = undefined;
  }
}

if (!customElements.get("dais-programme")) customElements.define("dais-programme", DaisProgramme);
