// Seconds until something is over, by this device's steady clock: its wall clock may be wrong.

export class Countdown {
  #seconds = $state(0);
  #end = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** 0: it is over. */
  get seconds(): number {
    return this.#seconds;
  }

  start(seconds: number): void {
    this.#end = performance.now() + seconds * 1000;
    this.#tick();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#seconds = 0;
  }

  #tick(): void {
    clearTimeout(this.#timer);
    const left_ms = this.#end - performance.now();
    this.#seconds = Math.max(0, Math.ceil(left_ms / 1000));
    if (this.#seconds > 0) this.#timer = setTimeout(() => this.#tick(), left_ms - (this.#seconds - 1) * 1000 + 5);
  }
}

/**
 * How long something lasts whose end the server told by its clock. A device whose own clock is far off does not believe
 * it, and takes what is usual.
 */
export function seconds_until(until_ms: bigint, now_ms: number, usual_s: number): number {
  const seconds = (Number(until_ms) - now_ms) / 1000;
  return seconds > 0 && seconds <= usual_s + 5 ? seconds : usual_s;
}

/** "1:05". */
export function minutes_seconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
