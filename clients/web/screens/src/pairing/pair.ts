// A device that does not know which screen it is: the server may know it still; otherwise it shows a code until somebody
// has typed it.

import { address_with } from "@dais/ui/address.ts";
import { mount, unmount } from "svelte";
import type { ScreenAddress } from "../live/address.ts";
import { type Identity, keep_identity } from "../live/identity.ts";
import Pairing from "./Pairing.svelte";

/** Which screen it is, once that is said; it is kept. */
export function pair(target: HTMLElement, address: ScreenAddress): Promise<Identity> {
  return new Promise((resolve) => {
    const paired = (identity: Identity): void => {
      keep_identity(identity);
      // Or it would forget it again at the next start.
      if (address.forgets) history.replaceState(null, "", address_with(location.href, "forget", ""));
      void unmount(shown);
      resolve(identity);
    };
    const shown = mount(Pairing, { target, props: { address, paired } });
  });
}
