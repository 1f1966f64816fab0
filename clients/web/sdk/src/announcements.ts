// What is said to everybody: what of it stands at an instant of the log's clock, in which order, and in which language a
// reader gets it. A screen that is cut off goes on by its own clock.

import { AnnouncementPriority } from "../gen/dais/v1/announcement_pb.ts";
import { ClearanceState } from "../gen/dais/v1/clearance_pb.ts";
import { Origin } from "../gen/dais/v1/text_pb.ts";
import type { AnnouncementView, ClearanceView, KeyView } from "./announcement_views.ts";
import type { SeatView } from "./institution_views.ts";
import { kill_notice_stands_ms } from "./limits.ts";
import { same_language } from "./text.ts";

/** Whether its readers were told: all of them, or the press under embargo. */
export function is_released(one: AnnouncementView): boolean {
  return one.published_at_ms > 0 || one.embargo_until_ms !== undefined;
}

/** Until when the press hold it; undefined once that is over, whether or not the server has said so. */
export function embargo_of(one: AnnouncementView, at_ms: number): number | undefined {
  return one.embargo_until_ms !== undefined && one.embargo_until_ms > at_ms ? one.embargo_until_ms : undefined;
}

/** When its readers were told, or will be. */
export function told_at_ms(one: AnnouncementView): number {
  return one.published_at_ms || (one.embargo_until_ms ?? 0);
}

/** It is not to be used, and what says so stands in its place. */
export function is_killed(one: AnnouncementView): boolean {
  return one.withdrawn_at_ms !== undefined && one.kill_notice.length > 0;
}

function stands(one: AnnouncementView, at_ms: number): boolean {
  if (!is_released(one) || (one.expires_at_ms !== undefined && one.expires_at_ms <= at_ms)) return false;
  return one.withdrawn_at_ms === undefined || (is_killed(one) && one.withdrawn_at_ms + kill_notice_stands_ms > at_ms);
}

/** A new list, in the order in which it is shown. */
export function standing(all: readonly AnnouncementView[], at_ms: number): AnnouncementView[] {
  return all.filter((one) => stands(one, at_ms)).sort(shown_before);
}

/** Emergencies before all, then what is pinned, then the most urgent first, then the newest: below 0 if a comes before b. */
export function shown_before(a: AnnouncementView, b: AnnouncementView): number {
  return (
    Number(is_emergency(b)) - Number(is_emergency(a)) ||
    Number(b.pinned) - Number(a.pinned) ||
    b.priority - a.priority ||
    told_at_ms(b) - told_at_ms(a) ||
    (a.id < b.id ? -1 : 1)
  );
}

export function is_emergency({ priority }: AnnouncementView): boolean {
  return priority === AnnouncementPriority.EMERGENCY;
}

/** What is being prepared, for those who see it: what waits for keys first. */
export function prepared(all: readonly AnnouncementView[]): AnnouncementView[] {
  const ahead = all.filter((one) => !is_released(one) && one.withdrawn_at_ms === undefined && rank_of(one) > 0);
  return ahead.sort((a, b) => rank_of(b) - rank_of(a) || (a.id < b.id ? -1 : 1));
}

function rank_of({ clearance }: AnnouncementView): number {
  switch (clearance?.state) {
    case ClearanceState.SUBMITTED:
      return 3;
    case ClearanceState.APPROVED:
      return 2;
    case ClearanceState.DRAFT:
      return 1;
    default:
      return 0;
  }
}

/** Those of its approvals that count, given the seats that are filled today: whoever lost theirs approves no longer. */
export function keys_that_count({ keys }: ClearanceView, seats: readonly SeatView[]): KeyView[] {
  const held = new Map(seats.map((seat) => [seat.id, [seat.person, ...seat.acting].flatMap((one) => one?.id ?? [])]));
  return keys.filter(({ seat, person }) => held.get(seat)?.includes(person));
}

/**
 * The language in which a reader gets all of it: the first of theirs in which all that it says is ready, else an authentic
 * one, of several the first of the summit's. Translations may follow one by one.
 */
export function reading_language(
  { title, body }: Pick<AnnouncementView, "title" | "body">,
  reader: readonly string[],
  summit: readonly string[] = [],
): string {
  const said = [title, body].filter((texts) => texts.length > 0);
  const [first = []] = said;
  const is_ready = (tag: string): boolean =>
    said.length > 0 && said.every((texts) => texts.some(({ language }) => same_language(language, tag)));
  const authentic = first.filter(({ origin }) => origin === Origin.AUTHENTIC || origin === Origin.UNSPECIFIED);
  const tags = (authentic.length > 0 ? authentic : first).map(({ language }) => language);
  return (
    reader.find(is_ready) ??
    summit.find((tag) => tags.some((language) => same_language(language, tag))) ??
    tags[0] ??
    ""
  );
}
