// Time as the venue's clocks show it: only by the offsets that the Summit carries, never by this device's zone, so that
// a phone in another country and a screen with a wrong zone agree with the hall (decision D16).

import { Kind } from "../gen/dais/v1/change_pb.ts";
import type { Date as WireDate } from "../gen/dais/v1/date_pb.ts";
import type { Summit } from "../gen/dais/v1/summit_pb.ts";
import type { Store } from "./store.ts";

const minute_ms = 60_000;
const day_ms = 24 * 60 * minute_ms;

/** One day of the programme. */
export interface Day {
  /** "2024-09-12": the venue's calendar. */
  readonly date: string;
  /** From the day's start (04:00, say) up to the next one's. */
  readonly starts_at_ms: number;
  readonly ends_at_ms: number;
}

export class VenueTime {
  readonly zone: string;
  readonly #offsets: readonly { since_ms: number; ms: number }[];
  readonly #day_start_ms: number;

  constructor(summit: (Pick<Summit, "zone" | "offsets"> & Partial<Pick<Summit, "dayStartMinutes">>) | undefined) {
    this.zone = summit?.zone ?? "UTC";
    this.#offsets = (summit?.offsets ?? []).map((one) => ({ since_ms: Number(one.sinceMs), ms: one.seconds * 1000 }));
    this.#day_start_ms = (summit?.dayStartMinutes ?? 0) * minute_ms;
  }

  /** What local time is ahead of UTC at an instant. */
  offset_ms(at_ms: number): number {
    let offset = this.#offsets[0]?.ms ?? 0;
    for (const one of this.#offsets) {
      if (one.since_ms > at_ms) break;
      offset = one.ms;
    }
    return offset;
  }

  /** An instant shifted so that its UTC fields read as the venue's clock. */
  local_ms(at_ms: number): number {
    return at_ms + this.offset_ms(at_ms);
  }

  /** The instant at which the venue's clock reads this; in a gap or fold, one of the two. */
  instant_ms(local_ms: number): number {
    const guess = local_ms - this.offset_ms(local_ms);
    return local_ms - this.offset_ms(guess);
  }

  /** "2024-09-12T10:30" by the venue's clock as an instant; undefined if it is not written so, or no such day. */
  parse_local(text: string): number | undefined {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined;
    const local_ms = Date.parse(`${text}Z`);
    // 31 September is 1 October for some browsers.
    if (Number.isNaN(local_ms) || !new Date(local_ms).toISOString().startsWith(text)) return undefined;
    return this.instant_ms(local_ms);
  }

  /** The day of the programme that an instant belongs to: what begins before the day's start is of the day before. */
  date_of(at_ms: number): string {
    return new Date(this.local_ms(at_ms) - this.#day_start_ms).toISOString().slice(0, 10);
  }

  /** The day of the calendar, from midnight to midnight: terms and due dates go by it. */
  calendar_date(at_ms: number): string {
    return new Date(this.local_ms(at_ms)).toISOString().slice(0, 10);
  }

  day(date: string): Day {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const starts = midnight + this.#day_start_ms;
    return { date, starts_at_ms: this.instant_ms(starts), ends_at_ms: this.instant_ms(starts + day_ms) };
  }

  /** "09:05", or "09:05:07" with seconds. */
  hours_minutes(at_ms: number, seconds = false): string {
    const text = new Date(this.local_ms(at_ms)).toISOString();
    return text.slice(11, seconds ? 19 : 16);
  }
}

/** As the summit's venue has it, or, in a series' log, the zone in which its terms end. */
export function venue_time_of(store: Store): VenueTime {
  return new VenueTime(store.get(Kind.SUMMIT, "m") ?? store.get(Kind.SERIES, "z"));
}

export function date_text(date: WireDate): string {
  const pad = (value: number, length: number): string => String(value).padStart(length, "0");
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}
