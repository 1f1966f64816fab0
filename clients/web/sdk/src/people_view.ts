// Who takes part in a Session today: the plan, and who stands in for whom.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { type Session, type SessionProgress, SessionRole } from "../gen/dais/v1/session_pb.ts";
import { party_view } from "./party_view.ts";
import type { Store } from "./store.ts";
import type { SessionView, SpeakerView } from "./views.ts";

/** In the order of the plan; who comes in somebody's place stands in that place. */
export function speakers(store: Store, id: string, session: Session): SpeakerView[] {
  return session.people.flatMap(({ person, role, party }) => {
    const planned = store.get(Kind.PERSON, person);
    if (!planned) return [];
    const replacement = store.get(Kind.REPLACEMENT, `${id}@${person}@${role}`);
    const by = replacement && store.get(Kind.PERSON, replacement.by);
    const speaks_for = party_view(store, replacement?.party || party || planned.party);
    if (!replacement || !by) {
      const { name, position } = planned;
      return [{ id: person, name, role, position, party: speaks_for, in_place_of: "", absent: replacement !== undefined }];
    }
    const { name, position } = by;
    return [{ id: replacement.by, name, role, position, party: speaks_for, in_place_of: planned.name, absent: false }];
  });
}

/** Who presides now: whom somebody said, else whoever comes as the planned chair. */
export function presiding_view(
  store: Store,
  progress: SessionProgress | undefined,
  people: readonly SpeakerView[],
): Pick<SessionView, "presiding" | "presides_instead"> {
  const there = people.filter(({ absent }) => !absent);
  const chair =
    there.find(({ role }) => role === SessionRole.CHAIR) ?? there.find(({ role }) => role === SessionRole.CO_CHAIR);
  const id = progress?.presiding ?? "";
  const person = store.get(Kind.PERSON, id);
  if (!person || id === chair?.id) return { presiding: chair, presides_instead: false };
  const presiding = there.find((one) => one.id === id) ?? {
    id,
    name: person.name,
    role: SessionRole.CHAIR,
    position: person.position,
    party: party_view(store, person.party),
    in_place_of: "",
    absent: false,
  };
  return { presiding, presides_instead: true };
}
