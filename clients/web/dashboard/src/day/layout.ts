// Where the sessions of a day stand on a grid of rooms × time, and which of many rows are in sight. Pure arithmetic.

import type { Day, SessionView } from "@dais/sdk";

const minute_ms = 60_000;
const hour_min = 60;
/** Shorter sessions are drawn as if they were this long: something must be seen and hit. */
const drawn_minutes_min = 5;

export interface Placed {
  readonly session: SessionView;
  /** Minutes after the grid's first line. */
  readonly top: number;
  readonly minutes: number;
  /** Overlapping sessions of one room share its column. */
  readonly lane: number;
  readonly lanes: number;
}

export interface DayGridLayout {
  /** Ids of rooms, in the order asked for; "" for none. */
  readonly columns: readonly string[];
  readonly placed: ReadonlyMap<string, readonly Placed[]>;
  readonly starts_at_ms: number;
  readonly minutes: number;
  /** What most sessions are at least as long as. */
  readonly usual_minutes: number;
}

export function lay_out(sessions: readonly SessionView[], rooms: readonly string[], day: Day): DayGridLayout {
  const spans = sessions.map((session) => ({ session, ...span_on(session, day) }));
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  // Whole hours by the venue's clock: a day starts at whole minutes that are not always whole hours of UTC.
  const hours_from = (at_ms: number): number => (at_ms - day.starts_at_ms) / minute_ms / hour_min;
  const starts_at_ms = day.starts_at_ms + Math.floor(hours_from(first)) * hour_min * minute_ms;
  const minutes = Math.ceil((last - starts_at_ms) / minute_ms / hour_min) * hour_min;
  const columns = ["", ...rooms].filter((room) => spans.some(({ session }) => session.room === room));
  const placed = new Map<string, Placed[]>();
  for (const room of columns) {
    const here = spans.filter(({ session }) => session.room === room);
    placed.set(room, share_lanes(here, starts_at_ms));
  }
  const lengths = spans.map(({ from, to }) => (to - from) / minute_ms).sort((a, b) => a - b);
  return { columns, placed, starts_at_ms, minutes, usual_minutes: lengths[Math.floor(lengths.length / 10)] ?? hour_min };
}

interface Span {
  readonly session: SessionView;
  readonly from: number;
  readonly to: number;
}

// A session that happens on another day than planned stays where people look for it.
function span_on(session: SessionView, day: Day): { from: number; to: number } {
  const there = session.starts_at_ms >= day.starts_at_ms && session.starts_at_ms < day.ends_at_ms;
  const from = there ? session.starts_at_ms : session.planned_starts_at_ms;
  const to = Math.min(there ? session.ends_at_ms : session.planned_ends_at_ms, day.ends_at_ms);
  return { from, to: Math.max(to, from + drawn_minutes_min * minute_ms) };
}

function share_lanes(spans: readonly Span[], starts_at_ms: number): Placed[] {
  const placed: Placed[] = [];
  const sorted = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  let cluster: { span: Span; lane: number }[] = [];
  let lane_ends: number[] = [];
  const close_cluster = (): void => {
    for (const { span, lane } of cluster) {
      const top = (span.from - starts_at_ms) / minute_ms;
      placed.push({ session: span.session, top, minutes: (span.to - span.from) / minute_ms, lane, lanes: lane_ends.length });
    }
    cluster = [];
    lane_ends = [];
  };
  for (const span of sorted) {
    if (lane_ends.length > 0 && lane_ends.every((end) => end <= span.from)) close_cluster();
    const free = lane_ends.findIndex((end) => end <= span.from);
    const lane = free < 0 ? lane_ends.length : free;
    lane_ends[lane] = span.to;
    cluster.push({ span, lane });
  }
  close_cluster();
  return placed;
}

/**
 * The minute that is on top when a day is opened: now is in the upper quarter of the minutes in sight, or further down if
 * the beginning of what goes on is then in sight too, but never below their middle.
 */
export function minute_on_top(now: number, in_sight: number, going_on: readonly number[]): number {
  const beginnings = Math.min(now, ...going_on);
  return Math.max(0, now - in_sight / 2, Math.min(now - in_sight / 4, beginnings));
}

/** A row of the list: a time, or a session that starts then. */
export type Row = { readonly time_ms: number } | { readonly session: SessionView };

export function rows_of(sessions: readonly SessionView[]): Row[] {
  const rows: Row[] = [];
  let time_ms: number | undefined;
  for (const session of sessions) {
    if (session.starts_at_ms !== time_ms) rows.push({ time_ms: (time_ms = session.starts_at_ms) });
    rows.push({ session });
  }
  return rows;
}

const time_rem = 2.4;
const session_rem = 5.6;
const extras_rem = 1.6;
const part_rem = 1.5;

/** Languages have a line of their own, and so have streams and documents. */
export function extras_of(session: SessionView): { languages: boolean; papers: boolean } {
  const { interpretation_languages: interpreted, sign_languages: signed, streams, documents } = session;
  return { languages: interpreted.length + signed.length > 0, papers: streams.length + documents.length > 0 };
}

/** How high a row is, given how many parts its session has. */
export function row_rem(row: Row, parts: number): number {
  if ("time_ms" in row) return time_rem;
  const { languages, papers } = extras_of(row.session);
  return session_rem + (Number(languages) + Number(papers)) * extras_rem + parts * part_rem;
}

/**
 * The row at which a day is opened: the latest time that has come and of which something goes on, else the next that
 * comes. 0 if there is none.
 */
export function row_of_now(rows: readonly Row[], now_ms: number, goes_on: (session: SessionView) => boolean): number {
  let here = -1;
  let time = 0;
  for (const [index, row] of rows.entries()) {
    if ("time_ms" in row) {
      time = index;
      if (row.time_ms > now_ms) return here >= 0 ? here : index;
    } else if (goes_on(row.session)) {
      here = time;
    }
  }
  return Math.max(0, here);
}

/** Tops of rows of known heights; one more than rows: the last is where they end. */
export function tops_of(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** The rows that touch [from, to): first and one past the last. */
export function in_sight(tops: readonly number[], from: number, to: number): { first: number; end: number } {
  const rows = tops.length - 1;
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < rows && (tops[end] ?? 0) < to) end += 1;
  return { first: low, end };
}
