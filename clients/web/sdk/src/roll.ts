// The roll of a declaration: who stands on it, in which order a reader gets it, and how many they are. States and
// organisations are counted apart.

import { RollOrder } from "../gen/dais/v1/declaration_pb.ts";
import { EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
import { PartyKind } from "../gen/dais/v1/party_pb.ts";
import type { DeclarationView, RollLine } from "./institution_views.ts";
import { drawn_place, protocol_order } from "./protocol_order.ts";
import { same_language } from "./text.ts";
import type { Texts } from "./views.ts";

/** Of the parties of one sort: how many have come how far. Each is counted once, under where it stands now. */
export interface RollCount {
  readonly announced: number;
  readonly checked: number;
  readonly signed: number;
  readonly withdrawn: number;
}

export function roll_counts(lines: readonly RollLine[]): { readonly states: RollCount; readonly organisations: RollCount } {
  const count = (of: readonly RollLine[]): RollCount => ({
    announced: with_status(of, EndorsementStatus.ANNOUNCED).length,
    checked: with_status(of, EndorsementStatus.CREDENTIALS_CHECKED).length,
    signed: with_status(of, EndorsementStatus.SIGNED).length,
    withdrawn: with_status(of, EndorsementStatus.WITHDRAWN).length,
  });
  return { states: count(lines.filter(is_state)), organisations: count(lines.filter((line) => !is_state(line))) };
}

const with_status = (lines: readonly RollLine[], status: EndorsementStatus): RollLine[] =>
  lines.filter((line) => line.status === status);

export function is_state({ party }: Pick<RollLine, "party">): boolean {
  return party.kind === PartyKind.STATE;
}

/** The first of the reader's languages in which any of the parties has a name: names are shown and ordered in it. */
export function roll_language(lines: readonly RollLine[], reader: readonly string[]): string {
  const is_spoken = (tag: string): boolean =>
    lines.some(({ party }) => party.name.some(({ language }) => same_language(language, tag)));
  return reader.find(is_spoken) ?? reader[0] ?? "en";
}

/**
 * A new list, in the order that the declaration asks for, by names in this language and from the letter that was drawn for
 * it; in the order of protocol from that letter in both parts. Where the order is that of signing, whoever has not signed
 * comes after.
 */
export function in_roll_order(
  lines: readonly RollLine[],
  { roll_order, first_letter }: Pick<DeclarationView, "roll_order" | "first_letter">,
  language: string,
): RollLine[] {
  const letter = letter_of(first_letter, language);
  switch (roll_order) {
    case RollOrder.SIGNING:
      return [...lines].sort(signed_before);
    case RollOrder.ALPHABETICAL:
      return by_name(lines, letter, language);
    default: {
      const states = by_name(lines.filter(is_state), letter, language);
      return [...states, ...by_name(lines.filter((line) => !is_state(line)), letter, language)];
    }
  }
}

/** The letter with which a roll by name begins in this language; empty if none was drawn for it. */
export function letter_of(first_letter: Texts, language: string): string {
  const drawn =
    first_letter.find((one) => one.language === language) ??
    first_letter.find((one) => same_language(one.language, language));
  return drawn?.text ?? "";
}

function by_name(lines: readonly RollLine[], letter: string, language: string): RollLine[] {
  const line_of = new Map(lines.map((line) => [line.party.id, line]));
  const parties = protocol_order(lines.map(({ party }) => party), language);
  const first = letter === "" ? 0 : drawn_place(parties, letter, language);
  return [...parties.slice(first), ...parties.slice(0, first)].flatMap(({ id }) => line_of.get(id) ?? []);
}

function signed_before(a: RollLine, b: RollLine): number {
  // Who announces anew keeps the place of before until they sign again.
  const place = ({ status, order }: RollLine): number => (status === EndorsementStatus.SIGNED ? order : Infinity);
  return place(a) === place(b)
    ? a.announced_at_ms - b.announced_at_ms || (a.id < b.id ? -1 : 1)
    : place(a) - place(b);
}

/** Whether it may be endorsed at an instant of the log's clock. */
export function is_open({ opened_at_ms, closes_at_ms }: DeclarationView, at_ms: number): boolean {
  return opened_at_ms !== undefined && opened_at_ms <= at_ms && (closes_at_ms === undefined || at_ms < closes_at_ms);
}
