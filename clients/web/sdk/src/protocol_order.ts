// The order of protocol: by name, as the alphabet of the reader's language has it.

import { pick_text } from "./text.ts";
import type { PartyView } from "./views.ts";

/** A new list. Whoever has no name in the language stands by the name that its readers see. */
export function protocol_order<P extends Pick<PartyView, "id" | "name">>(parties: readonly P[], language: string): P[] {
  const collator = new Intl.Collator(language);
  const keyed = parties.map((party) => ({ party, key: sort_key(pick_text(party.name, [language]).text, language) }));
  // Two of one name keep an order that every screen has.
  keyed.sort((a, b) => collator.compare(a.key, b.key) || (a.party.id < b.party.id ? -1 : 1));
  return keyed.map(({ party }) => party);
}

/**
 * Of a list in the order of protocol: where it begins if this letter was drawn, at the first name at or after it; past the
 * last one it begins anew.
 */
export function drawn_place(parties: readonly Pick<PartyView, "name">[], letter: string, language: string): number {
  const collator = new Intl.Collator(language);
  const is_reached = ({ name }: Pick<PartyView, "name">): boolean =>
    collator.compare(bare_alif(sort_key(pick_text(name, [language]).text, language)), bare_alif(letter)) >= 0;
  return Math.max(0, parties.findIndex(is_reached));
}

// One letter is drawn for all forms of alif, whatever it carries.
const bare_alif = (text: string): string => text.replace(/^[آأإٱ]/u, "ا");

// Arabic lists pass over the article: Jordan, al-Urdunn, stands with alif. An alif with hamza begins no article.
function sort_key(name: string, language: string): string {
  return /^ar\b/i.test(language) ? name.replace(/^ال/u, "") : name;
}
