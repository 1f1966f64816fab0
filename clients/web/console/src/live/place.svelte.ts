// The address, and the part of it that changes while one looks at a page.

import { address_with } from "@dais/ui/address.ts";
import { type Address, read_address, type Section, sections } from "./place.ts";

export class Place {
  readonly address: Address;
  #section = $state<Section>("");

  /** The secret of a link leaves the address bar, and so the history, before anything else happens. */
  constructor(page: URL) {
    this.address = read_address(page);
    this.#section = this.address.section;
    if (this.address.secret !== "") history.replaceState(null, "", page.pathname + page.search);
  }

  get section(): Section {
    return this.#section;
  }

  set section(section: Section) {
    this.#section = section;
    const [usual] = sections[this.address.page];
    history.replaceState(null, "", address_with(location.href, "section", section === usual ? "" : section));
  }
}
