// A page that does not understand its server any more is most likely older than it: it fetches itself anew.

const key = "dais-reloaded-at";

/** Reloading takes a moment off a wall, and may not help: this long between two. */
export const between_reloads_ms = 5 * 60_000;

/**
 * Whether it is time to reload; remembers it if so. Where nothing can be remembered it never is, as it would go on for
 * ever.
 */
export function may_reload(memory: Storage | undefined, now_ms: number): boolean {
  try {
    if (!memory) return false;
    const last_ms = Number(memory.getItem(key) ?? Number.NaN);
    if (Math.abs(now_ms - last_ms) < between_reloads_ms) return false;
    memory.setItem(key, String(now_ms));
    return memory.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** This tab's memory, which outlives a reload; undefined where the browser keeps none. */
export function tab_memory(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
