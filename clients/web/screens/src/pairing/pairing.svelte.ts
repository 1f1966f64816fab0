// A big screen that wants to be paired: it asks for a code, shows it, and looks whether somebody has typed it. When the
// code's time is over it asks for another; when the server does not answer it tries again, each time later.

import type { Paired } from "@dais/sdk/account";
import type { Trouble } from "@dais/ui/api/ask.ts";
import { Countdown, seconds_until } from "@dais/ui/countdown.svelte.ts";
import { begin_pairing, collect_pairing, only_repeats } from "./asks.ts";

const look_every_ms = 2_000;
const usual_s = 600;

/** The longest wait before try number n, from 0. */
export const wait_ms_max = (tries: number): number => Math.min(30_000, 1_000 * 2 ** tries);

export class Pairing {
  #code = $state("");
  #tries = $state(0);
  #at_edge = $state(false);
  #secret = "";
  readonly #life = new Countdown();
  readonly #retry = new Countdown();
  readonly #paired: (paired: Paired) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(paired: (paired: Paired) => void) {
    this.#paired = paired;
    void this.#look();
  }

  /** Empty: there is none yet. */
  get code(): string {
    return this.#code;
  }

  /** For how long the code is good. */
  get seconds(): number {
    return this.#life.seconds;
  }

  /** The server has not answered for a while. */
  get away(): boolean {
    return this.#tries > 1;
  }

  /** The server is an edge: screens are paired where it has its changes from. */
  get at_edge(): boolean {
    return this.#at_edge;
  }

  get retry_s(): number {
    return this.#retry.seconds;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#life.stop();
    this.#retry.stop();
  }

  async #look(): Promise<void> {
    const trouble = this.#secret === "" || this.#life.seconds === 0 ? await this.#begin() : await this.#collect();
    if (trouble?.kind === "away") this.#at_edge = await only_repeats();
    if (this.#closed) return;
    if (!trouble) this.#tries = 0;
    // Each screen of a hall waits for another time: they must not all come at once.
    const wait_ms = !trouble ? look_every_ms : trouble.kind === "wait" ? trouble.seconds * 1000 : Math.random() * wait_ms_max(this.#tries);
    if (trouble) {
      this.#tries += 1;
      this.#retry.start(wait_ms / 1000);
    }
    this.#timer = setTimeout(() => void this.#look(), wait_ms);
  }

  async #begin(): Promise<Trouble | undefined> {
    const answer = await begin_pairing();
    if (!answer.ok) return answer.trouble;
    this.#secret = answer.value.secret;
    this.#code = answer.value.code;
    this.#life.start(seconds_until(answer.value.untilMs, Date.now(), usual_s));
    return undefined;
  }

  async #collect(): Promise<Trouble | undefined> {
    const answer = await collect_pairing(this.#secret);
    if (answer.ok) {
      if (answer.value.done) {
        this.close();
        this.#paired(answer.value);
      }
      return undefined;
    }
    // The server does not know it any more, as after a restart: another, at once.
    if (answer.trouble.kind !== "refused") return answer.trouble;
    return this.#begin();
  }
}
