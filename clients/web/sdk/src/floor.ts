// A session's floor as everybody works it out from its records: who speaks, who waits and in which order, how long each
// may speak and when that is likely to begin, and who has spoken how long. It follows from what a reader holds and the
// log's clock.
//
// The same on the server (server/summit/floor_list.h), by the examples of tests/golden/floor.json.

import { RequestKind, RequestStatus } from "../gen/dais/v1/floor_pb.ts";
import type { Asked, FloorView, RequestView, TurnView } from "./floor_views.ts";

/** A request whose turn has begun. */
export type Begun<A extends Asked = Asked> = A & { readonly turn: TurnView };

/** Each is in one of them. */
export interface FloorList<A extends Asked = Asked> {
  /** Who has the floor; behind it, whom that interrupts. */
  readonly speaking: readonly Begun<A>[];
  /** Points of order, then statements, then replies; each as placed. */
  readonly waiting: readonly A[];
  /** In the order in which they began. */
  readonly spoken: readonly Begun<A>[];
  /** Withdrawn or skipped. */
  readonly absent: readonly A[];
}

/** When a request that waits is likely to have the floor, if each before it takes what it is given. */
export interface ExpectedTurn<A extends Asked = Asked> {
  readonly asked: A;
  readonly starts_at_ms: number;
  /** As of allotment_seconds. */
  readonly seconds: number | undefined;
}

/** "s1ab@12" is 12; 0 if it is none. */
export function number_of(request_id: string): number {
  return parseInt(request_id.split("@")[1] ?? "", 10) || 0;
}

export function floor_list<A extends Asked>(asked: readonly A[]): FloorList<A> {
  const begun = asked.filter(has_begun);
  const others = asked.filter((one) => !has_begun(one));
  const is_absent = ({ request }: Asked): boolean => request.status !== RequestStatus.UNSPECIFIED;
  return {
    speaking: begun.filter((one) => !is_over(one)).sort(began_before).reverse(),
    waiting: others.filter((one) => !is_absent(one)).sort(waits_before),
    spoken: begun.filter(is_over).sort(began_before),
    absent: others.filter(is_absent).sort(asked_before),
  };
}

/** How long a turn has taken; while it runs, up to now. */
export function spoken_ms({ spoken_ms: before, since_ms }: TurnView, now_ms: number): number {
  return before + (since_ms === undefined ? 0 : Math.max(0, now_ms - since_ms));
}

/** What is left of it: less than 0 once it is longer than allotted; undefined if it is not limited. */
export function left_ms(turn: TurnView, now_ms: number): number | undefined {
  return turn.allotted_seconds === 0 ? undefined : turn.allotted_seconds * 1000 - spoken_ms(turn, now_ms);
}

/**
 * By Party, how long it has spoken in statements of its own: of a joint one each has an equal part, of one on behalf of a
 * group nobody has any. Nor do replies and points of order count.
 */
export function spoken_by_party(asked: readonly Asked[], now_ms: number): Map<string, number> {
  const spoken = new Map<string, number>();
  for (const { request, turn } of asked.filter(has_begun)) add_spoken(spoken, request, spoken_ms(turn, now_ms));
  return spoken;
}

/**
 * How many seconds a request that waits would be given: 0 if it is not limited; undefined if there is none left in a
 * budget. spoken: as of spoken_by_party.
 */
export function allotment_seconds(
  floor: FloorView,
  asked: readonly Asked[],
  one: Asked,
  spoken: ReadonlyMap<string, number>,
): number | undefined {
  if (one.request.allotted_seconds !== 0) return one.request.allotted_seconds;
  const seconds = seconds_by_rule(floor, asked, one);
  const parties = payers(one.request);
  if (floor.budget_seconds === 0 || parties.length === 0) return seconds;
  const left = Math.min(...parties.map((party) => floor.budget_seconds * 1000 - (spoken.get(party) ?? 0)));
  const in_all = Math.trunc(left / 1000) * parties.length;
  if (in_all <= 0) return undefined;
  return seconds === 0 ? in_all : Math.min(seconds, in_all);
}

/** In the order of the list. from_ms: when the floor is, or will be, free to begin with them if nobody speaks. */
export function expected_turns<A extends Asked>(
  floor: FloorView,
  asked: readonly A[],
  now_ms: number,
  from_ms: number,
): ExpectedTurn<A>[] {
  const { speaking, waiting } = floor_list(asked);
  const changeover_ms = floor.changeover_seconds * 1000;
  const spoken = spoken_by_party(asked, now_ms);
  let at_ms = speaking.length === 0 ? from_ms : now_ms + changeover_ms;
  for (const { request, turn } of speaking) {
    const left = Math.max(0, left_ms(turn, now_ms) ?? 0);
    add_spoken(spoken, request, left);
    at_ms += left;
  }
  return waiting.map((one) => {
    const seconds = allotment_seconds(floor, asked, one, spoken);
    const starts_at_ms = at_ms;
    add_spoken(spoken, one.request, (seconds ?? 0) * 1000);
    at_ms += (seconds ?? 0) * 1000 + changeover_ms;
    return { asked: one, starts_at_ms, seconds };
  });
}

function has_begun<A extends Asked>(one: A): one is Begun<A> {
  return one.turn !== undefined;
}

const is_over = ({ turn }: Begun): boolean => turn.ended_at_ms !== undefined;

const asked_before = (a: Asked, b: Asked): number => number_of(a.id) - number_of(b.id);

const is_point_of_order = ({ request }: Asked): boolean => request.kind === RequestKind.POINT_OF_ORDER;

// Whoever is interrupted began before, be it in the same instant.
const began_before = (a: Begun, b: Begun): number =>
  a.turn.started_at_ms - b.turn.started_at_ms ||
  Number(is_point_of_order(a)) - Number(is_point_of_order(b)) ||
  asked_before(a, b);

// What was not placed comes after all that was.
function waits_before(a: Asked, b: Asked): number {
  return (
    order_of(a.request.kind) - order_of(b.request.kind) ||
    Number(a.request.place === 0) - Number(b.request.place === 0) ||
    a.request.place - b.request.place ||
    asked_before(a, b)
  );
}

function order_of(kind: RequestKind): number {
  if (kind === RequestKind.POINT_OF_ORDER) return 0;
  return kind === RequestKind.REPLY ? 2 : 1;
}

// Whose budget a request is at the expense of.
function payers({ kind, group, party, joint_parties }: RequestView): string[] {
  if (kind !== RequestKind.STATEMENT || group.length > 0) return [];
  return party === "" ? [...joint_parties] : [party, ...joint_parties];
}

function add_spoken(spoken: Map<string, number>, request: RequestView, ms: number): void {
  const parties = payers(request);
  for (const party of parties) spoken.set(party, (spoken.get(party) ?? 0) + Math.trunc(ms / parties.length));
}

// Of a Party, how many replies it has asked for before this one.
function replies_before(asked: readonly Asked[], reply: Asked): number {
  return asked.filter(
    ({ id, request: { kind, party, status } }) =>
      kind === RequestKind.REPLY &&
      party === reply.request.party &&
      status !== RequestStatus.WITHDRAWN &&
      number_of(id) < number_of(reply.id),
  ).length;
}

// As the rules say, whatever the budget.
function seconds_by_rule(floor: FloorView, asked: readonly Asked[], one: Asked): number {
  switch (one.request.kind) {
    case RequestKind.POINT_OF_ORDER:
      return floor.point_of_order_seconds;
    case RequestKind.REPLY: {
      const is_later = floor.later_reply_seconds !== 0 && replies_before(asked, one) > 0;
      return is_later ? floor.later_reply_seconds : floor.reply_seconds;
    }
    default:
      return floor.group_seconds !== 0 && one.request.group.length > 0 ? floor.group_seconds : floor.statement_seconds;
  }
}
