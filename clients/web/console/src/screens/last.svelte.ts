// What was done last to screens, as long as it may be undone with one tap, and as long as the wall says that it is done.

export interface LastDone {
  /** What was done, in words. */
  readonly words: string;
  readonly screens: readonly string[];
  /** Those of the Changes that did it; none: it is not undone. */
  readonly positions: readonly bigint[];
}

const undone_within_ms = 5 * 60_000;
const confirmed_for_ms = 12_000;

export class Last {
  #done = $state.raw<LastDone>();
  #fresh = $state.raw<readonly string[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fresh_timer: ReturnType<typeof setTimeout> | undefined;

  get done(): LastDone | undefined {
    return this.#done;
  }

  /** Whether somebody here told a Screen something a moment ago, and looks for it. */
  concerns(screen: string): boolean {
    return this.#fresh.includes(screen);
  }

  take(done: LastDone): void {
    this.#done = done;
    this.#fresh = done.screens;
    clearTimeout(this.#timer);
    clearTimeout(this.#fresh_timer);
    this.#timer = setTimeout(() => this.forget(), undone_within_ms);
    this.#fresh_timer = setTimeout(() => (this.#fresh = []), confirmed_for_ms);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#done = undefined;
  }
}
