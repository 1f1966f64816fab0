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

// Arabic lists pass over the article: Jordan, al-Urdunn, stands with alif. An alif with hamza begins no article.
function sort_key(name: string, language: string): string {
  return /^ar\b/i.test(language) ? name.replace(/^ال/u, "") : name;
}
