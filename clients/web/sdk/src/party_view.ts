// A Party as a screen wants it.

import { Kind } from "../gen/dais/v1/change_pb.ts";
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
