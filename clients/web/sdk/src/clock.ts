// A log's time on this device: what the server said, running at the log's rate on a local clock that never jumps. What
// this device takes for the date counts only until the server has said something.
//
// Every word of the server bounds the truth: a Pong from both sides (it was said after its Ping left and before it came),
// a Welcome or heartbeat from below only, however long it took. The narrowest of these bounds stand, each until its age,
// by which two good clocks drift apart, makes it worth less than a new one; the time is in their middle. So one quick
// message each way is enough, and slow ones, be it the network or a busy page, do no harm.

import type { Clock as WireClock } from "../gen/dais/v1/live_pb.ts";
import {
  clock_doubt_ms_fair,
  ping_every_ms,
  ping_in_doubt_every_ms,
  ping_of_age_every_ms,
  pings_at_start,
  pings_in_doubt_max,
} from "./limits.ts";

// How far two good clocks may drift apart, as a share of the time passed: two of 100 ppm, one fast and one slow.
const drift = 2e-4;
// A heartbeat this far behind the estimate is not late but says that the clock was set; ask for the time again.
const behind_ms_max = 5_000;
// What the server says is in whole milliseconds, those begun left out.
const tick_ms = 1;
// So many times the least doubt that there was are worth more Pings.
const aged_much = 1.5;
// A correction by less than this makes the time stand for as long, rather than go back.
const back_ms_max = 250;

/** The log's time at local time 0, as it was bounded at one moment. */
interface Bound {
  readonly base_ms: number;
  readonly local_ms: number;
}

export class LogClock {
  #known = false;
  #guessed = false;
  #rate = 1;
  #low: Bound = nowhere(-Infinity);
  #high: Bound = nowhere(Infinity);
  #told_ms = -Infinity;
  #least_doubt_ms = Infinity;
  readonly #local_now: () => number;

  constructor(local_now: () => number = () => performance.now()) {
    this.#local_now = local_now;
  }

  get known(): boolean {
    return this.#known;
  }

  /** What is known is from before this page was loaded, and from this device's own clock. */
  get guessed(): boolean {
    return this.#guessed;
  }

  /** Log time per real time; 1 but for a day that is played. */
  get rate(): number {
    return this.#rate;
  }

  /** The truth is within so much real time of `now()`, on either side; infinite before the first Pong. */
  get doubt_ms(): number {
    if (!this.#known || this.#guessed) return Infinity;
    return (this.#highest() - this.#lowest()) / 2 / (this.#rate || 1);
  }

  /** The log's time, UTC ms. Before the server said anything: this device's own. */
  now(): number {
    if (!this.#known) return Date.now();
    const now = this.#local_now() * this.#rate + this.#base_ms();
    const back = this.#told_ms - now;
    if (back > 0 && back < back_ms_max * this.#rate) return this.#told_ms;
    return (this.#told_ms = now);
  }

  /**
   * How long until the log's time is `at_ms`, in whole real ms: after a timer of so much it is. 0 if it is already,
   * infinite if it never will be.
   */
  until(at_ms: number): number {
    const left = at_ms - this.now();
    return left <= 0 ? 0 : Math.ceil(left / this.#rate);
  }

  /** As it was kept on this device, and moved on by its own clock: better than nothing until the server says something. */
  guess(at_ms: number, rate: number): void {
    if (this.#known && !this.#guessed) return;
    this.#begin(at_ms, rate);
    this.#guessed = true;
  }

  /** How long after the last of so many Pings another one is worth its while; 0: at once, when it is answered. */
  ping_after_ms(pings: number): number {
    if (pings < pings_at_start) return 0;
    const doubt_ms = this.doubt_ms;
    if (doubt_ms <= clock_doubt_ms_fair) return ping_every_ms;
    if (pings < pings_in_doubt_max) return ping_in_doubt_every_ms;
    // A line that is always slow stays as it is; where one was quick once, another may be.
    return doubt_ms > this.#least_doubt_ms * aged_much ? ping_of_age_every_ms : ping_every_ms;
  }

  /** From a Welcome or a heartbeat. True if the time should be asked for by a Ping. */
  hear(clock: WireClock): boolean {
    const at_ms = Number(clock.atMs);
    const rate = clock.ratePermille / 1000;
    const base_ms = at_ms - this.#local_now() * rate;
    if (!this.#goes_on(rate) || base_ms > this.#highest()) {
      this.#begin(at_ms, rate);
      return true;
    }
    if (base_ms > this.#lowest()) this.#low = this.#bound(base_ms);
    return this.now() - at_ms > behind_ms_max * Math.max(1, rate);
  }

  /** From a Pong, received now, to a Ping sent at `sent_ms` by the local clock. */
  hear_pong(clock: WireClock, sent_ms: number): void {
    const at_ms = Number(clock.atMs);
    const rate = clock.ratePermille / 1000;
    const low_ms = at_ms - this.#local_now() * rate;
    const high_ms = Math.max(low_ms, at_ms + tick_ms - sent_ms * rate);
    if (!this.#goes_on(rate) || low_ms > this.#highest() || high_ms < this.#lowest()) this.#begin(at_ms, rate);
    if (low_ms > this.#lowest()) this.#low = this.#bound(low_ms);
    if (high_ms < this.#highest()) this.#high = this.#bound(high_ms);
    this.#least_doubt_ms = Math.min(this.#least_doubt_ms, this.doubt_ms);
  }

  #goes_on(rate: number): boolean {
    return this.#known && !this.#guessed && rate === this.#rate;
  }

  // From here on what was heard before says nothing.
  #begin(at_ms: number, rate: number): void {
    this.#known = true;
    this.#guessed = false;
    this.#rate = rate;
    this.#low = this.#bound(at_ms - this.#local_now() * rate);
    this.#high = nowhere(Infinity);
    this.#told_ms = -Infinity;
    this.#least_doubt_ms = Infinity;
  }

  #bound(base_ms: number): Bound {
    return { base_ms, local_ms: this.#local_now() };
  }

  // Nobody knows which way the two drifted: the middle as it was heard, as long as what is known by now allows it.
  #base_ms(): number {
    if (this.#high.base_ms === Infinity) return this.#low.base_ms;
    const middle_ms = (this.#low.base_ms + this.#high.base_ms) / 2;
    return Math.min(Math.max(middle_ms, this.#lowest()), this.#highest());
  }

  #lowest(): number {
    return this.#low.base_ms - this.#slack(this.#low);
  }

  #highest(): number {
    return this.#high.base_ms + this.#slack(this.#high);
  }

  #slack({ local_ms }: Bound): number {
    return (this.#local_now() - local_ms) * drift * this.#rate;
  }
}

function nowhere(base_ms: number): Bound {
  return { base_ms, local_ms: 0 };
}
