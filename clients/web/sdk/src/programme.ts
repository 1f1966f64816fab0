// The programme as a screen wants it, kept in step with a store: views are made when asked for and kept until a record
// behind them changes, so that one moved session costs one new view.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { SessionStatus } from "../gen/dais/v1/session_pb.ts";
import { session_view } from "./session_view.ts";
import type { Store, Touched } from "./store.ts";
import { type Day, VenueTime, date_text } from "./venue_time.ts";
import type { AnnouncementView, RoomView, SessionView, SummitView } from "./views.ts";

/**
 * Where a session stands at an instant. due: its time has come in a room that is operated, and nobody has started it.
 * A room that nobody operates follows the plan.
 */
export type Phase = "upcoming" | "due" | "now" | "ended" | "cancelled";

export class Programme {
  readonly #store: Store;
  #venue: VenueTime | undefined;
  #sessions = new Map<string, SessionView>();
  #sorted: readonly SessionView[] | undefined;
  #rooms: readonly RoomView[] | undefined;
  #by_room: Map<string, SessionView[]> | undefined;
  #by_date: Map<string, SessionView[]> | undefined;
  #gone: Map<string, SessionView[]> | undefined;
  #operated: Set<string> | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.on_touched((touched) => this.#forget(touched));
  }

  // Sessions carry names of persons, parties and tracks, and dates of the venue: those changes are rare, so all go.
  #forget(touched: readonly Touched[]): void {
    this.#sorted = this.#by_room = this.#by_date = this.#gone = this.#operated = undefined;
    for (const { kind, id } of touched) {
      if (kind === (Kind.SESSION as number) || kind === (Kind.SESSION_PROGRESS as number)) this.#sessions.delete(id);
      else if (kind === (Kind.SUMMIT as number)) this.#venue = undefined;
      if (kind === (Kind.ROOM as number)) this.#rooms = undefined;
      if (named_kinds.has(kind)) this.#sessions.clear();
    }
  }

  get venue(): VenueTime {
    return (this.#venue ??= new VenueTime(this.#store.get(Kind.SUMMIT, "m")));
  }

  summit(): SummitView | undefined {
    const summit = this.#store.get(Kind.SUMMIT, "m");
    if (!summit) return undefined;
    return {
      name: summit.name,
      tagline: summit.tagline,
      acronym: summit.acronym,
      edition: summit.edition,
      host: summit.host,
      next_host: summit.nextHost,
      venue: summit.venue?.name ?? [],
      city: summit.venue?.city ?? [],
      languages: summit.languages,
      zone: summit.zone,
    };
  }

  /** In the order of the programme: by start, then by room. */
  sessions(): readonly SessionView[] {
    if (this.#sorted) return this.#sorted;
    const order = new Map(this.rooms().map((room, index) => [room.id, index]));
    const sessions = [...this.#store.of_kind(Kind.SESSION).keys()].flatMap((id) => this.session(id) ?? []);
    sessions.sort((a, b) => a.starts_at_ms - b.starts_at_ms || at(order, a.room) - at(order, b.room) || (a.id < b.id ? -1 : 1));
    return (this.#sorted = sessions);
  }

  session(id: string): SessionView | undefined {
    const known = this.#sessions.get(id);
    if (known) return known;
    const view = session_view(this.#store, this.venue, id);
    if (view) this.#sessions.set(id, view);
    return view;
  }

  /** In their order. */
  rooms(): readonly RoomView[] {
    if (this.#rooms) return this.#rooms;
    const rooms = [...this.#store.of_kind(Kind.ROOM).keys()].flatMap((id) => {
      const room = this.#store.get(Kind.ROOM, id);
      if (!room) return [];
      return [{ id, name: room.name, location: room.location, order: room.order, capacity: room.capacity }];
    });
    rooms.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    return (this.#rooms = rooms);
  }

  /** What is held in a room; "" for what is held in none. */
  in_room(room: string): readonly SessionView[] {
    this.#by_room ??= group(this.sessions(), (session) => session.room);
    return this.#by_room.get(room) ?? [];
  }

  /** What was planned in a room and is not held there: cancelled, or moved to another. */
  gone_from(room: string): readonly SessionView[] {
    this.#gone ??= group(
      this.sessions().filter((one) => one.moved || one.status === SessionStatus.CANCELLED),
      (session) => session.planned_room,
    );
    return this.#gone.get(room) ?? [];
  }

  /** The summit's days, and any other on which something is planned. */
  days(): readonly Day[] {
    const dates = new Set((this.#store.get(Kind.SUMMIT, "m")?.days ?? []).map(date_text));
    for (const date of this.#dates().keys()) dates.add(date);
    return [...dates].sort().map((date) => this.venue.day(date));
  }

  on_day(date: string): readonly SessionView[] {
    return this.#dates().get(date) ?? [];
  }

  #dates(): Map<string, SessionView[]> {
    return (this.#by_date ??= group(this.sessions(), (session) => session.date));
  }

  /** Whether somebody tells what happens in a room on a day. */
  is_operated(room: string, date: string): boolean {
    if (!this.#operated) {
      const started = this.sessions().filter((session) => session.starts_basis === "actual");
      this.#operated = new Set(started.map((session) => `${session.date} ${session.room}`));
    }
    return this.#operated.has(`${date} ${room}`);
  }

  phase(session: SessionView, at_ms: number): Phase {
    switch (session.status) {
      case SessionStatus.CANCELLED:
        return "cancelled";
      case SessionStatus.ENDED:
        return "ended";
      case SessionStatus.RUNNING:
        return "now";
      default:
        return this.#phase_by_clock(session, at_ms);
    }
  }

  #phase_by_clock(session: SessionView, at_ms: number): Phase {
    if (at_ms < session.starts_at_ms) return "upcoming";
    const over = at_ms >= session.ends_at_ms;
    if (!this.is_operated(session.room, session.date)) return over ? "ended" : "now";
    // What waits for an earlier session that overruns has not been held, whatever the clock says.
    const waits = this.in_room(session.room).some(
      (other) =>
        other.status === SessionStatus.RUNNING &&
        other.date === session.date &&
        other.planned_starts_at_ms < session.planned_starts_at_ms,
    );
    return over && !waits ? "ended" : "due";
  }

  /** What goes on in a room, what runs before what is merely due; several if they overlap. */
  now(room: string, at_ms: number): readonly SessionView[] {
    const phases = this.in_room(room).map((session) => ({ session, phase: this.phase(session, at_ms) }));
    const running = phases.filter(({ phase }) => phase === "now");
    const shown = running.length > 0 ? running : phases.filter(({ phase }) => phase === "due");
    return shown.map(({ session }) => session);
  }

  /** What follows in a room, on the day of the programme that `at_ms` belongs to; what is due waits there too. */
  next(room: string, at_ms: number, count = 1): readonly SessionView[] {
    const date = this.venue.date_of(at_ms);
    const now = this.now(room, at_ms);
    const waits = (session: SessionView): boolean => {
      const phase = this.phase(session, at_ms);
      return session.date === date && (phase === "upcoming" || phase === "due") && !now.includes(session);
    };
    return this.in_room(room).filter(waits).slice(0, count);
  }

  /** What stands at an instant of the log's clock: the most urgent first, then the newest. */
  announcements(at_ms: number): readonly AnnouncementView[] {
    const standing = this.#all_announcements().filter(
      (one) => !one.withdrawn && (one.expires_at_ms === undefined || one.expires_at_ms > at_ms),
    );
    return standing.sort((a, b) => b.priority - a.priority || b.published_at_ms - a.published_at_ms);
  }

  #all_announcements(): AnnouncementView[] {
    return [...this.#store.of_kind(Kind.ANNOUNCEMENT).keys()].flatMap((id) => {
      const one = this.#store.get(Kind.ANNOUNCEMENT, id);
      if (!one) return [];
      return [
        {
          id,
          title: one.title,
          body: one.body,
          priority: one.priority,
          issuer_name: one.issuerName,
          published_at_ms: Number(one.publishedAtMs),
          expires_at_ms: one.expiresAtMs === undefined ? undefined : Number(one.expiresAtMs),
          withdrawn: one.withdrawnAtMs !== undefined,
          sessions: one.sessions,
        },
      ];
    });
  }
}

const named_kinds: ReadonlySet<number> = new Set([Kind.SUMMIT, Kind.TRACK, Kind.PARTY, Kind.PERSON]);

const at = (order: ReadonlyMap<string, number>, room: string): number => order.get(room) ?? -1;

function group(sessions: readonly SessionView[], key_of: (session: SessionView) => string): Map<string, SessionView[]> {
  const groups = new Map<string, SessionView[]>();
  for (const session of sessions) {
    const key = key_of(session);
    const group = groups.get(key);
    if (group) group.push(session);
    else groups.set(key, [session]);
  }
  return groups;
}
