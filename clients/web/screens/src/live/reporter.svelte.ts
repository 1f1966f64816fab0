// What a screen tells the server that it shows: every few seconds, and as soon as it is something else. Nothing of it is
// taken from what it should show: the scene is what was drawn, and drawn_at is when pictures still came.

import { type Drawn, SceneKind } from "@dais/sdk";
import type { Stage } from "./stage.svelte.ts";

const every_ms = 5_000;
const soon_ms = 100;

export class Reporter {
  readonly #stage: Stage;
  #drawn_at_ms = 0;
  #faults = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    addEventListener("error", () => (this.#faults += 1));
    addEventListener("unhandledrejection", () => (this.#faults += 1));
    const drawn = (): void => {
      this.#drawn_at_ms = Math.round(stage.board.log.clock.now());
      setTimeout(() => requestAnimationFrame(drawn), 500);
    };
    requestAnimationFrame(drawn);
    setInterval(() => this.#report(), every_ms);
  }

  /** Called within an effect: whatever it reads of the stage, if it is another, is told soon. */
  watch(): void {
    this.#shown();
    if (this.#stage.board.state === "closed") return;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#report(), soon_ms);
  }

  #shown(): Drawn {
    const { drawn = SceneKind.UNSPECIFIED, foremost, language, blank, id } = this.#stage;
    return { screen_id: id, scene: drawn, announcement: foremost?.id ?? "", language, blank };
  }

  #report(): void {
    const { board } = this.#stage;
    board.follower.report(board.log, {
      ...this.#shown(),
      drawn_at_ms: this.#drawn_at_ms,
      width: Math.round(innerWidth * devicePixelRatio),
      height: Math.round(innerHeight * devicePixelRatio),
      faults: this.#faults,
    });
  }
}
