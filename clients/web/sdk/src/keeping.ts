// What a follower holds is kept on the device and taken up at the next start, so that a screen that starts without a
// network shows what it showed last, as of then; and one that starts with it needs only what happened since.
//
// It promises: what is taken up is what was put away, record by record, or nothing; only what everybody may see is ever
// kept; nothing waits for a device that does not answer, and none of its faults ends a screen.

import { Audience } from "../gen/dais/v1/change_pb.ts";
import type { FollowedLog } from "./followed_log.ts";
import { keep_after_ms, keep_again_ms, kept_wait_ms } from "./limits.ts";
import type { Kept } from "./store.ts";

/** One log as it is kept. */
export interface KeptLog {
  /** Of this form: what a later release kept is not taken up. */
  readonly version: number;
  /** As the server calls it. */
  readonly name: string;
  /** The log's clock when this device's own read `wall_ms`. */
  readonly clock: { readonly at_ms: number; readonly rate: number };
  readonly wall_ms: number;
  /** The log's time when it was last proven to be all there is. */
  readonly as_of_ms: number;
  readonly kept: Kept;
}

/** Where logs are kept, each under the name by which it was asked for; browser_keeper.ts is one. */
export interface Keeper {
  /** Undefined: nothing is kept of it, or nothing can be. */
  load(log: string): Promise<KeptLog | undefined>;
  save(log: string, kept: KeptLog): Promise<void>;
  drop(log: string): Promise<void>;
}

const version = 1;

/** What was put away last. */
interface Saved {
  readonly view: Uint8Array | undefined;
  readonly position: bigint;
  readonly digest: bigint;
  readonly as_of_ms: number;
  /** By performance.now(). */
  readonly at: number;
}

export class Keeping {
  readonly #keeper: Keeper;
  readonly #taken_up: () => void;
  // Those that were proven here, and what of them is on the device.
  readonly #logs = new Map<FollowedLog, Saved | undefined>();
  readonly #timers = new Map<FollowedLog, ReturnType<typeof setTimeout>>();
  #closed = false;

  /** taken_up: a log holds what was put away. */
  constructor(keeper: Keeper, taken_up: () => void) {
    this.#keeper = keeper;
    this.#taken_up = taken_up;
    if (typeof document === "undefined") return;
    addEventListener("pagehide", this.#page_goes);
    document.addEventListener("visibilitychange", this.#page_goes);
  }

  close(): void {
    this.#save_all();
    this.#closed = true;
    if (typeof document === "undefined") return;
    removeEventListener("pagehide", this.#page_goes);
    document.removeEventListener("visibilitychange", this.#page_goes);
  }

  /** Resolves once the log holds what was kept of it, nothing was, or the device took too long, which may still bring it. */
  async load(log: FollowedLog): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const long_enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, kept_wait_ms)));
    await Promise.race([this.#load(log), long_enough]);
    clearTimeout(timer);
  }

  async #load(log: FollowedLog): Promise<void> {
    try {
      const kept = await this.#keeper.load(log.asked);
      if (!kept || this.#closed || log.unknown || log.store.holds) return;
      if (take_up(log, kept)) this.#taken_up();
      else await this.#keeper.drop(log.asked);
    } catch {
      // A snapshot will do, and is put in its place.
    }
  }

  /** What is held was just proven to be all there is: it is put away in a while, if that is news. */
  proven(log: FollowedLog): void {
    if (!this.#logs.has(log)) this.#logs.set(log, undefined);
    if (this.#timers.has(log) || !is_news(log, this.#logs.get(log))) return;
    this.#timers.set(
      log,
      setTimeout(() => this.#save(log), keep_after_ms),
    );
  }

  readonly #page_goes = (event: Event): void => {
    if (event.type === "pagehide" || document.hidden) this.#save_all();
  };

  #save_all(): void {
    for (const [log, saved] of this.#logs) if (log.as_of_ms !== saved?.as_of_ms) this.#save(log);
  }

  #save(log: FollowedLog): void {
    clearTimeout(this.#timers.get(log));
    this.#timers.delete(log);
    const { store, clock, name, as_of_ms } = log;
    const is_whole = store.position >= log.head && store.resume() !== undefined;
    if (!is_whole || as_of_ms === undefined || store.audience !== Audience.PUBLIC) return;
    const { position, digest } = store;
    this.#logs.set(log, { view: store.resume()?.view, position, digest, as_of_ms, at: performance.now() });
    const kept = store.keep();
    const now = { clock: { at_ms: clock.now(), rate: clock.rate }, wall_ms: Date.now() };
    const done = kept
      ? this.#keeper.save(log.asked, { version, name, ...now, as_of_ms, kept })
      : this.#keeper.drop(log.asked); // It has become too much.
    // Of a full or broken device nobody needs to know: the next change is put away, or not.
    done.catch(() => undefined);
  }
}

// The view is another object after every snapshot.
function is_news({ store }: FollowedLog, saved: Saved | undefined): boolean {
  if (!saved || performance.now() - saved.at >= keep_again_ms) return true;
  return saved.position !== store.position || saved.digest !== store.digest || saved.view !== store.resume()?.view;
}

/** False, and nothing held, if this is not what was put away. */
function take_up(log: FollowedLog, { version: of_form, name, clock, wall_ms, as_of_ms, kept }: KeptLog): boolean {
  const is_one = of_form === version && kept.audience === Audience.PUBLIC && (log.name === log.asked || log.name === name);
  if (!is_one || ![clock.at_ms, clock.rate, wall_ms, as_of_ms].every(Number.isFinite)) return false;
  // Whoever is told by the store asks what time it is and as of when this was.
  log.clock.guess(clock.at_ms + Math.max(0, Date.now() - wall_ms) * clock.rate, clock.rate);
  log.as_of_ms = as_of_ms;
  const asked_as = log.name;
  log.name = name;
  if (log.store.take_up(kept)) return true;
  log.as_of_ms = undefined;
  log.name = asked_as;
  return false;
}
