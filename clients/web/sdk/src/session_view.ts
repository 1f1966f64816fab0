// One Session, its progress and the names that it refers to, as one view.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { type Session, type SessionProgress, SessionStatus } from "../gen/dais/v1/session_pb.ts";
import { party_view } from "./party_view.ts";
import type { Store } from "./store.ts";
import type { VenueTime } from "./venue_time.ts";
import type { SessionView, SpeakerView, TimeBasis, TrackView } from "./views.ts";

const minute_ms = 60_000;

export function session_view(store: Store, venue: VenueTime, id: string): SessionView | undefined {
  const session = store.get(Kind.SESSION, id);
  if (!session) return undefined;
  const progress = store.get(Kind.SESSION_PROGRESS, id);
  const planned_room = session.room;
  const room = progress?.room || planned_room;
  const times = effective_times(session, progress);
  return {
    id,
    kind: session.kind,
    number: session.number,
    agenda_number: session.agendaNumber,
    document_symbols: session.documentSymbols,
    title: session.title,
    subtitle: session.subtitle,
    languages: session.languages,
    people: speakers(store, session),
    track: track_view(store, session.track),
    status: progress?.status || SessionStatus.SCHEDULED,
    date: venue.date_of(times.planned_starts_at_ms),
    ...times,
    room,
    planned_room,
    moved: room !== planned_room,
  };
}

type Times = Pick<
  SessionView,
  | "planned_starts_at_ms"
  | "planned_ends_at_ms"
  | "starts_at_ms"
  | "starts_basis"
  | "ends_at_ms"
  | "ends_basis"
  | "overruns"
  | "late_by_minutes"
>;

function effective_times(session: Session, progress: SessionProgress | undefined): Times {
  const planned_starts_at_ms = Number(session.planned?.startsAtMs ?? 0n);
  const planned_ends_at_ms = Number(session.planned?.endsAtMs ?? 0n);
  const [starts_at_ms, starts_basis] = best(progress?.actualStartMs, progress?.projectedStartMs, planned_starts_at_ms);
  let [ends_at_ms, ends_basis] = best(progress?.actualEndMs, progress?.projectedEndMs, planned_ends_at_ms);
  const length_ms = planned_ends_at_ms - planned_starts_at_ms;
  // A start that is later than planned moves an end that nobody said anything else about.
  if (ends_basis === "planned" && starts_basis !== "planned" && starts_at_ms > planned_starts_at_ms) {
    [ends_at_ms, ends_basis] = [starts_at_ms + length_ms, "projected"];
  }
  const running = progress?.status === SessionStatus.RUNNING;
  return {
    planned_starts_at_ms,
    planned_ends_at_ms,
    starts_at_ms,
    starts_basis,
    ends_at_ms: Math.max(starts_at_ms, ends_at_ms),
    ends_basis,
    overruns: running && ends_basis !== "actual" && ends_at_ms > starts_at_ms + length_ms,
    late_by_minutes: Math.max(0, Math.round((starts_at_ms - planned_starts_at_ms) / minute_ms)),
  };
}

function best(actual: bigint | undefined, projected: bigint | undefined, planned: number): [number, TimeBasis] {
  if (actual !== undefined) return [Number(actual), "actual"];
  if (projected !== undefined) return [Number(projected), "projected"];
  return [planned, "planned"];
}

function speakers(store: Store, session: Session): SpeakerView[] {
  return session.people.flatMap(({ person: id, role, party }) => {
    const person = store.get(Kind.PERSON, id);
    if (!person) return [];
    return [{ id, name: person.name, role, position: person.position, party: party_view(store, party || person.party) }];
  });
}

function track_view(store: Store, id: string): TrackView | undefined {
  const track = store.get(Kind.TRACK, id);
  return track && { id, name: track.name, color: safe_color(track.color) };
}

// A colour goes into a style: let nothing else through.
function safe_color(color: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : "";
}
