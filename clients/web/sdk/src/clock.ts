// A log's time on this device: what the server said last, running at the log's rate on a local clock that never jumps.
//
// Every word of the server bounds the truth: a Pong from both sides (it was sent within the round trip), a Welcome or
// heartbeat from below only. The Pong of the smallest round trip is kept for as long as it agrees with later ones.

import type { Clock as WireClock } from "../gen/dais/v1/live_pb.ts";

// How far two good clocks may drift apart, as a share of the time passed: the doubt about an old Pong grows with it.
const drift = 1e-4;
// A heartbeat this far behind the estimate is not late but says that the clock was set; ask for the time again.
const behind_ms_max = 5_000;

export class LogClock {
  #known = false;
  #at_ms = 0;
  #local_ms = 0;
  #rate = 1;
  // Half the round trip of the Pong in use; infinite before one.
  #doubt_ms = Infinity;
  readonly #local_now: () => number;

  constructor(local_now: () => number = () => performance.now()) {
    this.#local_now = local_now;
  }

  get known(): boolean {
    return this.#known;
  }

  /** Log time per real time; 1 but for a day that is played. */
  get rate(): number {
    return this.#rate;
  }

  /** The log's time, UTC ms. Before the server said anything: this device's own. */
  now(): number {
    if (!this.#known) return Date.now();
    return this.#at_ms + (this.#local_now() - this.#local_ms) * this.#rate;
  }

  /** From a Welcome or a heartbeat. True if the time should be asked for by a Ping. */
  hear(clock: WireClock): boolean {
    const at_ms = Number(clock.atMs);
    const rate = clock.ratePermille / 1000;
    const ahead_ms = at_ms - this.now();
    const was_set = !this.#known || rate !== this.#rate || ahead_ms > this.#doubt_now() * rate;
    if (was_set) this.#anchor(at_ms, rate, Infinity);
    return was_set || -ahead_ms > behind_ms_max * Math.max(1, rate);
  }

  /** From a Pong, received now, to a Ping sent at `sent_ms` by the local clock. */
  hear_pong(clock: WireClock, sent_ms: number): void {
    const half = Math.max(0, this.#local_now() - sent_ms) / 2;
    const rate = clock.ratePermille / 1000;
    const at_ms = Number(clock.atMs) + half * rate;
    const doubt = this.#doubt_now();
    const agrees = rate === this.#rate && Math.abs(at_ms - this.now()) <= (doubt + half) * rate + 1;
    if (this.#known && agrees && half >= doubt) return;
    this.#anchor(at_ms, rate, half);
  }

  #doubt_now(): number {
    return this.#doubt_ms + (this.#local_now() - this.#local_ms) * drift;
  }

  #anchor(at_ms: number, rate: number, doubt_ms: number): void {
    this.#known = true;
    this.#at_ms = at_ms;
    this.#local_ms = this.#local_now();
    this.#rate = rate;
    this.#doubt_ms = doubt_ms;
  }
}
