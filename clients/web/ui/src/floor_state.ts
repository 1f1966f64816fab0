// What there is to say of a session's floor at an instant of the log's clock: who speaks and how long still, who comes next
// and when, who has spoken how long, and what is adopted.

import {
  type Begun,
  expected_turns,
  floor_list,
  type FloorList,
  type Floors,
  type FloorView,
  left_ms,
  type ListedView,
  type PartyView,
  type ProposalView,
  SessionStatus,
  type SessionView,
  spoken_by_party,
  spoken_ms,
  type TurnView,
} from "@dais/sdk";

/** unlimited: there is nothing to be left. */
export type Pace = "enough" | "last" | "over" | "unlimited";

export interface TurnClock {
  readonly pace: Pace;
  /** Below 0 once it is over; undefined if it is not limited. */
  readonly left_ms: number | undefined;
  readonly spoken_ms: number;
  /** Of what is allotted, from 0 to 1. */
  readonly share: number;
  /** So long before the end it is the last. */
  readonly last_ms: number;
  /** It stands still, or is over. */
  readonly stands: boolean;
}

export interface Expected {
  readonly asked: ListedView;
  /** Undefined: nobody knows when, or it will not be. */
  readonly starts_at_ms: number | undefined;
  /** 0: not limited; undefined: there is none left in a budget. */
  readonly seconds: number | undefined;
}

export interface PartyTotal {
  readonly id: string;
  /** Undefined: it is not known any more. */
  readonly party: PartyView | undefined;
  readonly spoken_ms: number;
  /** Undefined: it has no budget. */
  readonly left_ms: number | undefined;
}

export interface FloorState {
  readonly floor: FloorView;
  readonly list: FloorList<ListedView>;
  readonly speaker: Begun<ListedView> | undefined;
  /** Who stands at the podium while a point of order is heard; it says whether it interrupts them. */
  readonly interrupted: Begun<ListedView> | undefined;
  readonly expected: readonly Expected[];
  /** Whoever has spoken longest first. */
  readonly totals: readonly PartyTotal[];
  /** Of all turns together. */
  readonly spoken_ms: number;
  readonly proposals: readonly ProposalView[];
  /** Nobody will speak any more. */
  readonly is_over: boolean;
}

/** So much before its end a speaker is told. */
export const last_ms = 30_000;

export function floor_state(floors: Floors, session: SessionView, now_ms: number): FloorState | undefined {
  const floor = floors.floor(session.id);
  if (!floor) return undefined;
  const asked = floors.asked(session.id);
  const list = floor_list(asked);
  const from_ms = free_from(session, now_ms);
  const expected = expected_turns(floor, asked, now_ms, from_ms ?? now_ms);
  const [speaker, interrupted] = list.speaking;
  return {
    floor,
    list,
    speaker,
    interrupted,
    expected: from_ms === undefined ? expected.map((one) => ({ ...one, starts_at_ms: undefined })) : expected,
    totals: totals_of(floor, asked, now_ms),
    spoken_ms: [...list.spoken, ...list.speaking].reduce((sum, { turn }) => sum + spoken_ms(turn, now_ms), 0),
    proposals: floors.proposals(session.id),
    is_over: over.includes(session.status),
  };
}

const over: readonly SessionStatus[] = [SessionStatus.ENDED, SessionStatus.CANCELLED, SessionStatus.POSTPONED];

// When the next speaker could begin if nobody speaks; undefined: nobody knows.
function free_from(session: SessionView, now_ms: number): number | undefined {
  if (over.includes(session.status)) return undefined;
  if (session.status === SessionStatus.RUNNING) return now_ms;
  const held = session.status === SessionStatus.PAUSED || session.status === SessionStatus.SUSPENDED;
  const at_ms = held ? session.resumes_at_ms : session.starts_at_ms;
  return at_ms === undefined ? undefined : Math.max(now_ms, at_ms);
}

function totals_of({ budget_seconds }: FloorView, asked: readonly ListedView[], now_ms: number): PartyTotal[] {
  const known = new Map(asked.flatMap(({ party, joint }) => [party, ...joint].flatMap((one) => (one ? [[one.id, one]] : []))));
  const totals = [...spoken_by_party(asked, now_ms)].map(([id, ms]): PartyTotal => {
    const left = budget_seconds === 0 ? undefined : Math.max(0, budget_seconds * 1000 - ms);
    return { id, party: known.get(id), spoken_ms: ms, left_ms: left };
  });
  return totals.sort((a, b) => b.spoken_ms - a.spoken_ms || (a.id < b.id ? -1 : 1));
}

/** last: so long before its end whoever speaks is told. */
export function turn_clock(turn: TurnView, now_ms: number, last = last_ms): TurnClock {
  const left = left_ms(turn, now_ms);
  const spoken = spoken_ms(turn, now_ms);
  const pace = left === undefined ? "unlimited" : left <= 0 ? "over" : left <= last ? "last" : "enough";
  const share = left === undefined ? 0 : Math.min(1, spoken / (turn.allotted_seconds * 1000));
  return { pace, left_ms: left, spoken_ms: spoken, share, last_ms: last, stands: turn.since_ms === undefined };
}

/** "2:31", "1:02:05". What is left counts as a whole second for as long as any of it is; what was spoken, once all is. */
export function clock_text(ms: number, up = false): string {
  const seconds = up ? Math.ceil(ms / 1000) : Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** What a turn's clock shows: what is left, "+0:12" by how much it is over, or how long it has taken. */
export function shown_time({ left_ms: left, spoken_ms: spoken }: TurnClock): string {
  if (left === undefined) return clock_text(spoken);
  return left > 0 ? clock_text(left, true) : `+${clock_text(-left)}`;
}

/** Whether speakers are inscribed: by the clock, but for what the chair has closed. */
export function inscription(floor: FloorView, now_ms: number): "before" | "open" | "closed" {
  if (floor.list_closed_at_ms !== undefined) return "closed";
  if (floor.opens_at_ms !== undefined && now_ms < floor.opens_at_ms) return "before";
  return floor.closes_at_ms !== undefined && floor.closes_at_ms <= now_ms ? "closed" : "open";
}
