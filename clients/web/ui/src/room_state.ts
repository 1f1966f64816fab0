// What there is to say about one room at one moment.

import type { Programme, SessionView } from "@dais/sdk";

export interface RoomState {
  readonly now: readonly SessionView[];
  readonly next: readonly SessionView[];
  /** Cancelled, or held elsewhere, though somebody may be waiting at this door for it. */
  readonly missed: readonly SessionView[];
}

const soon_ms = 3 * 3600_000;

export function room_state(programme: Programme, room: string, at_ms: number, next_count: number): RoomState {
  return {
    now: programme.now(room, at_ms),
    next: programme.next(room, at_ms, next_count),
    missed: missed(programme, room, at_ms),
  };
}

function missed(programme: Programme, room: string, at_ms: number): SessionView[] {
  const awaited = (session: SessionView): boolean =>
    session.planned_ends_at_ms > at_ms && session.planned_starts_at_ms < at_ms + soon_ms;
  const over = (session: SessionView): boolean => ["ended", "unstarted"].includes(programme.phase(session, at_ms));
  return programme.gone_from(room).filter((one) => awaited(one) && !over(one));
}

export function is_quiet({ now, next, missed: gone }: RoomState): boolean {
  return now.length === 0 && next.length === 0 && gone.length === 0;
}
