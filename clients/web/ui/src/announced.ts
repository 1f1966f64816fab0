// What of all that was said to everybody finds its place on a page, in which part of it.

import { AnnouncementPriority, is_emergency } from "@dais/sdk";
import type { Said } from "./board.svelte.ts";
import { all_of, type InTurn, take_turns } from "./turns.ts";

/** Each in the order in which it is shown; one after the other they are the whole order. */
export interface Places<T> {
  readonly emergencies: T;
  readonly pinned_urgent: T;
  readonly pinned: T;
  readonly urgent: T;
  readonly calm: T;
}
export type Shown = Places<readonly InTurn<Said>[]>;
type Announced = Pick<Said, "announcement" | "source">;

// A wall has no scrolling: a few stay, the others take turns.
const emergencies_on_wall_max = 2;
const urgent_on_wall_max = 2;

export function places_of<S extends Announced>(said: readonly S[]): Places<S[]> {
  const rest = said.filter(({ announcement }) => !is_emergency(announcement));
  const is_urgent = ({ announcement }: S): boolean => announcement.priority >= AnnouncementPriority.URGENT;
  const pinned = rest.filter(({ announcement }) => announcement.pinned);
  const others = rest.filter(({ announcement }) => !announcement.pinned);
  return {
    emergencies: said.filter(({ announcement }) => is_emergency(announcement)),
    pinned_urgent: pinned.filter(is_urgent),
    pinned: pinned.filter((one) => !is_urgent(one)),
    urgent: others.filter(is_urgent),
    calm: others.filter((one) => !is_urgent(one)),
  };
}

/** On a page that scrolls. */
export function all_shown(said: readonly Said[]): Shown {
  const places = places_of(said);
  return {
    emergencies: all_of(places.emergencies),
    pinned_urgent: all_of(places.pinned_urgent),
    pinned: all_of(places.pinned),
    urgent: all_of(places.urgent),
    calm: all_of(places.calm),
  };
}

/**
 * On a wall. An emergency stands alone; what is calm comes when nothing else does. What was corrected is not shown beside
 * its correction: nobody can follow a link on a wall.
 */
export function shown_on_wall(said: readonly Said[], turn_no: number): Shown {
  const { emergencies, ...others } = places_of(said.filter((one) => correction_of(one, said) === undefined));
  const { pinned_urgent, pinned, urgent, calm } =
    emergencies.length > 0 ? { pinned_urgent: [], pinned: [], urgent: [], calm: [] } : others;
  const pinned_now = take_turns([...pinned_urgent, ...pinned], 1, turn_no);
  const is_calm = pinned_now.length + urgent.length === 0;
  return {
    emergencies: take_turns(emergencies, emergencies_on_wall_max, turn_no),
    pinned_urgent: pinned_now.filter(({ one }) => pinned_urgent.includes(one)),
    pinned: pinned_now.filter(({ one }) => pinned.includes(one)),
    urgent: take_turns(urgent, urgent_on_wall_max, turn_no),
    calm: is_calm ? take_turns(calm, 1, turn_no) : [],
  };
}

/** What corrects it, among these. */
export function correction_of<S extends Announced>({ announcement, source }: Announced, among: readonly S[]): S | undefined {
  return same_log(announcement.corrected_by, source, among);
}

/** What it corrects, among these. */
export function corrected_of<S extends Announced>({ announcement, source }: Announced, among: readonly S[]): S | undefined {
  return same_log(announcement.corrects, source, among);
}

function same_log<S extends Announced>(id: string, source: Said["source"], among: readonly S[]): S | undefined {
  return id === "" ? undefined : among.find((one) => one.source === source && one.announcement.id === id);
}
