// Which scene is drawn by what. The hall and a door are there from the start; the others are fetched apart, all of them as soon
// as the first picture stands, so that a screen is switched at once, whether or not there is a network then.

import type { Component } from "svelte";
import { SceneKind } from "@dais/sdk";
import { may_reload, tab_memory } from "@dais/ui/reload.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Shown, Stage } from "../live/stage.svelte.ts";
import DoorScene from "./DoorScene.svelte";
import { door_lines } from "./door_words.ts";
import HallScene from "./HallScene.svelte";
import { hall_lines } from "./hall_words.ts";

/** A scene in sentences, for those who listen to a screen: what only ticks is left out. */
export type Lines = (stage: Stage, reader: ScreenReader) => string[];

interface Module {
  readonly default: Component;
  readonly lines: Lines;
}
export interface Drawing {
  readonly kind: Shown["kind"];
  readonly Scene: Component;
  readonly lines: Lines;
}

const apart = {
  [SceneKind.FLOOR]: () => import("./FloorScene.svelte"),
  [SceneKind.PODIUM]: () => import("./PodiumScene.svelte"),
  [SceneKind.ANNOUNCEMENT]: () => import("./AnnouncementScene.svelte"),
  [SceneKind.ROLL]: () => import("./RollScene.svelte"),
  [SceneKind.WELCOME]: () => import("./WelcomeScene.svelte"),
  [SceneKind.STANDBY]: () => import("./StandbyScene.svelte"),
  [SceneKind.TEST_CARD]: () => import("./TestCard.svelte"),
} satisfies Partial<Record<Shown["kind"], () => Promise<Module>>>;
type Apart = keyof typeof apart;
const all_apart: readonly Apart[] = [
  SceneKind.FLOOR,
  SceneKind.PODIUM,
  SceneKind.ANNOUNCEMENT,
  SceneKind.ROLL,
  SceneKind.WELCOME,
  SceneKind.STANDBY,
  SceneKind.TEST_CARD,
];

const again_ms = 5_000;

export class Drawings {
  #held = $state.raw<readonly Drawing[]>([
    { kind: SceneKind.HALL, Scene: HallScene, lines: hall_lines },
    { kind: SceneKind.DOOR, Scene: DoorScene, lines: door_lines },
  ]);
  // Nothing is drawn by it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked = new Set<Apart>();

  /** Undefined until it is there: it is asked for by `fetch`. */
  of(kind: Shown["kind"]): Drawing | undefined {
    return this.#held.find((one) => one.kind === kind);
  }

  fetch(kind: Shown["kind"]): void {
    if (kind === SceneKind.HALL || kind === SceneKind.DOOR || this.#asked.has(kind)) return;
    this.#asked.add(kind);
    void this.#fetch(kind);
  }

  fetch_all(): void {
    for (const kind of all_apart) this.fetch(kind);
  }

  async #fetch(kind: Apart): Promise<void> {
    try {
      const { default: Scene, lines }: Module = await apart[kind]();
      this.#held = [...this.#held, { kind, Scene, lines }];
    } catch {
      // No network, or the server has another by now and a page that asks for it.
      if (navigator.onLine && may_reload(tab_memory(), Date.now())) location.reload();
      setTimeout(() => {
        this.#asked.delete(kind);
        this.fetch(kind);
      }, again_ms);
    }
  }
}
