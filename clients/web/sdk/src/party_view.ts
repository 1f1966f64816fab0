// A Party, and whoever acts for it, as a screen wants them.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import type { HolderView } from "./institution_views.ts";
import type { Store } from "./store.ts";
import type { PartyView } from "./views.ts";

export function party_view(store: Store, id: string): PartyView | undefined {
  const party = store.get(Kind.PARTY, id);
  return (
    party && {
      id,
      kind: party.kind,
      name: party.name,
      short_name: party.shortName,
      code: party.code,
      code2: party.code2,
      membership: party.membership,
      groups: party.groups,
      has_flag: party.hasFlag,
    }
  );
}

export function holder_view(store: Store, id: string): HolderView | undefined {
  const person = store.get(Kind.PERSON, id);
  return person && { id, name: person.name, position: person.position };
}
