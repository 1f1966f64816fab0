// One Session, its progress and the names that it refers to, as one view.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { AnchorKind, type Session, type SessionProgress, SessionStatus } from "../gen/dais/v1/session_pb.ts";
import { presiding_view, speakers } from "./people_view.ts";
import type { Store } from "./store.ts";
import type { VenueTime } from "./venue_time.ts";
import type { DocumentView, SessionView, StreamView, TimeBasis, TrackView } from "./views.ts";
import { is_web } from "./web_address.ts";

const minute_ms = 60_000;

export function session_view(store: Store, venue: VenueTime, id: string): SessionView | undefined {
  const session = store.get(Kind.SESSION, id);
  if (!session) return undefined;
  const progress = store.get(Kind.SESSION_PROGRESS, id);
  const planned_room = session.room;
  const room = progress?.room || planned_room;
  const times = effective_times(session, progress);
  const people = speakers(store, id, session);
  const anchor = session.anchor?.kind ?? AnchorKind.UNSPECIFIED;
  return {
    id,
    kind: session.kind,
    number: session.number,
    agenda_number: session.agendaNumber,
    documents: documents(store, session),
    title: session.title,
    subtitle: session.subtitle,
    languages: session.languages,
    interpretation_languages: session.interpretationLanguages,
    sign_languages: session.signLanguages,
    streams: streams(session),
    capacity: session.capacity || (store.get(Kind.ROOM, room)?.capacity ?? 0),
    people,
    ...presiding_view(store, progress, people),
    part_of: session.partOf,
    track: track_view(store, session.track),
    status: progress?.status || SessionStatus.SCHEDULED,
    date: venue.date_of(times.planned_starts_at_ms),
    ...times,
    anchored: anchor !== AnchorKind.UNSPECIFIED,
    anchor,
    held_since_ms: number_of(progress?.heldSinceMs),
    resumes_at_ms: number_of(progress?.resumesAtMs),
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
  | "end_is_least"
  | "overruns"
  | "late_by_minutes"
>;

// What is late moves what follows on the server, which puts that into the records: nothing more is moved here.
function effective_times(session: Session, progress: SessionProgress | undefined): Times {
  const planned_starts_at_ms = Number(session.planned?.startsAtMs ?? 0n);
  const planned_ends_at_ms = Number(session.planned?.endsAtMs ?? 0n);
  const [starts_at_ms, starts_basis] = best(progress?.actualStartMs, progress?.projectedStartMs, planned_starts_at_ms);
  const [end_ms, ends_basis] = best(progress?.actualEndMs, progress?.projectedEndMs, planned_ends_at_ms);
  const ends_at_ms = Math.max(starts_at_ms, end_ms);
  const is_on = progress?.status === SessionStatus.RUNNING || progress?.status === SessionStatus.PAUSED;
  return {
    planned_starts_at_ms,
    planned_ends_at_ms,
    starts_at_ms,
    starts_basis,
    ends_at_ms,
    ends_basis,
    end_is_least: (progress?.endIsLeast ?? false) && ends_basis === "projected",
    overruns: is_on && ends_basis !== "actual" && ends_at_ms > starts_at_ms + planned_ends_at_ms - planned_starts_at_ms,
    late_by_minutes: Math.max(0, Math.round((starts_at_ms - planned_starts_at_ms) / minute_ms)),
  };
}

function best(actual: bigint | undefined, projected: bigint | undefined, planned: number): [number, TimeBasis] {
  if (actual !== undefined) return [Number(actual), "actual"];
  if (projected !== undefined) return [Number(projected), "projected"];
  return [planned, "planned"];
}

const number_of = (value: bigint | undefined): number | undefined => (value === undefined ? undefined : Number(value));

function documents(store: Store, session: Session): DocumentView[] {
  const held = session.documents.flatMap((id) => {
    const document = store.get(Kind.DOCUMENT, id);
    if (!document) return [];
    const links = document.links.flatMap(({ language, url }) => (is_web(url) ? [{ language, url }] : []));
    return [{ id, symbol: document.symbol, title: document.title, links }];
  });
  const known = new Set(held.map(({ symbol }) => symbol));
  const named = [...new Set(session.documentSymbols)].filter((symbol) => !known.has(symbol));
  return [...held, ...named.map((symbol) => ({ id: "", symbol, title: [], links: [] }))];
}

function streams(session: Session): StreamView[] {
  return session.streams.flatMap(({ label, language, url }) => (is_web(url) ? [{ label, language, url }] : []));
}

function track_view(store: Store, id: string): TrackView | undefined {
  const track = store.get(Kind.TRACK, id);
  return track && { id, name: track.name, color: safe_color(track.color) };
}

// A colour goes into a style: let nothing else through.
function safe_color(color: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : "";
}
