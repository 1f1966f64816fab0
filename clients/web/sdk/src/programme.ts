// The programme as a screen wants it, kept in step with a store: views are made when asked for and kept until a record
// behind them changes, so that one moved session costs one new view.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { SessionStatus } from "../gen/dais/v1/session_pb.ts";
import { announcement_view } from "./announcement_view.ts";
import type { AnnouncementView } from "./announcement_views.ts";
import { prepared, standing } from "./announcements.ts";
import { part_depth_max } from "./limits.ts";
import { is_ahead, is_passed_over, type Phase, phase_of, phase_within } from "./phase.ts";
import { session_view } from "./session_view.ts";
import { session_of } from "./records.ts";
import type { Store, Touched } from "./store.ts";
import { type Day, type VenueTime, date_text, venue_time_of } from "./venue_time.ts";
import type { BoothView, RoomView, SessionView, SummitView } from "./views.ts";

export class Programme {
  readonly #store: Store;
  #venue: VenueTime | undefined;
  #sessions = new Map<string, SessionView>();
  #sorted: readonly SessionView[] | undefined;
  #parts: Map<string, SessionView[]> | undefined;
  #rooms: readonly RoomView[] | undefined;
  #by_room: Map<string, SessionView[]> | undefined;
  #by_date: Map<string, SessionView[]> | undefined;
  #gone: Map<string, SessionView[]> | undefined;
  #operated: Set<string> | undefined;
  #announcements: readonly AnnouncementView[] | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.on_touched((touched) => this.#forget(touched));
  }

  // Sessions carry names of persons, parties, tracks and documents, places of rooms and dates of the venue: those changes
  // are rare, so all go.
  #forget(touched: readonly Touched[]): void {
    this.#sorted = this.#parts = this.#by_room = this.#by_date = this.#gone = this.#operated = undefined;
    for (const { kind, id } of touched) {
      const session = session_of({ kind, id });
      if (session !== undefined) this.#sessions.delete(session);
      else if (kind === (Kind.SUMMIT as number) || kind === (Kind.SERIES as number)) this.#venue = undefined;
      if (kind === (Kind.ROOM as number)) this.#rooms = undefined;
      if (named_kinds.has(kind)) this.#sessions.clear();
      if (announced_kinds.has(kind)) this.#announcements = undefined;
    }
  }

  get venue(): VenueTime {
    return (this.#venue ??= venue_time_of(this.#store));
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
      programme_status: summit.programmeStatus,
      adopted_at_ms: summit.adoptedAtMs === undefined ? undefined : Number(summit.adoptedAtMs),
      series: summit.series,
    };
  }

  /** What stands alone, in the order of the programme: by start, then by room. Parts are told of within their whole. */
  sessions(): readonly SessionView[] {
    if (this.#sorted) return this.#sorted;
    const order = new Map(this.rooms().map((room, index) => [room.id, index]));
    const all = [...this.#store.of_kind(Kind.SESSION).keys()].flatMap((id) => this.session(id) ?? []);
    // What starts together in a room: the longer first, so that a part comes before its own parts.
    all.sort(
      (a, b) =>
        a.starts_at_ms - b.starts_at_ms ||
        at(order, a.room) - at(order, b.room) ||
        b.ends_at_ms - a.ends_at_ms ||
        (a.id < b.id ? -1 : 1),
    );
    this.#parts = group(all, (session) => this.whole_of(session)?.id ?? "");
    return (this.#sorted = this.#parts.get("") ?? []);
  }

  /** The parts of a session, and theirs, by start. */
  parts_of(whole: string): readonly SessionView[] {
    this.sessions();
    return this.#parts?.get(whole) ?? [];
  }

  /** The outermost session that this is a part of; undefined if it stands alone, or if its whole is not to be seen. */
  whole_of(session: SessionView): SessionView | undefined {
    let whole: SessionView | undefined;
    let part = session;
    for (let depth = 0; depth <= part_depth_max; depth += 1) {
      const up = part.part_of === "" ? undefined : this.session(part.part_of);
      if (!up) return whole;
      whole = part = up;
    }
    return undefined;
  }

  /** Which of its parts is on, the innermost; undefined if none is. */
  part_on(whole: string, at_ms: number): SessionView | undefined {
    return this.parts_of(whole).findLast((part) => this.phase(part, at_ms) === "now");
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
      const { name, location, order, capacity, unoperated } = room;
      return [{ id, name, location, order, capacity, unoperated }];
    });
    rooms.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    return (this.#rooms = rooms);
  }

  /** Where its sessions are interpreted from, by channel. */
  booths(room: string): readonly BoothView[] {
    const booths = [...this.#store.of_kind(Kind.BOOTH).keys()].flatMap((id) => {
      const booth = this.#store.get(Kind.BOOTH, id);
      return booth?.room === room ? [{ id, name: booth.name, language: booth.language, channel: booth.channel }] : [];
    });
    return booths.sort((a, b) => a.channel - b.channel || (a.id < b.id ? -1 : 1));
  }

  /** What is held in a room; "" for what is held in none. */
  in_room(room: string): readonly SessionView[] {
    this.#by_room ??= group(this.sessions(), (session) => session.room);
    return this.#by_room.get(room) ?? [];
  }

  /** What was planned in a room and is not held there: cancelled, postponed, or moved to another. */
  gone_from(room: string): readonly SessionView[] {
    this.#gone ??= group(
      this.sessions().filter((one) => one.moved || is_gone(one)),
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
      const unoperated = new Set(this.rooms().flatMap((one) => (one.unoperated ? [one.id] : [])));
      const told = this.sessions().filter((one) => one.starts_basis === "actual" && !unoperated.has(one.room));
      this.#operated = new Set(told.map((session) => `${session.date} ${session.room}`));
    }
    return this.#operated.has(`${date} ${room}`);
  }

  phase(session: SessionView, at_ms: number): Phase {
    const whole = this.whole_of(session);
    if (whole) return this.#phase_of_part(session, whole, at_ms);
    const operated = this.is_operated(session.room, session.date);
    const others = (): readonly SessionView[] => this.in_room(session.room).filter(({ date }) => date === session.date);
    const passed_over = (): boolean => is_passed_over(session, others(), at_ms, this.venue);
    return phase_of(session, at_ms, { operated, passed_over });
  }

  // Parts follow the clock within their whole, unless somebody starts and ends them one by one.
  #phase_of_part(part: SessionView, whole: SessionView, at_ms: number): Phase {
    const others = this.parts_of(whole.id).filter((other) => other.part_of === part.part_of);
    const operated = others.some((other) => other.starts_basis === "actual");
    const passed_over = (): boolean => is_passed_over(part, others, at_ms, this.venue);
    return phase_within(this.phase(whole, at_ms), phase_of(part, at_ms, { operated, passed_over }));
  }

  /**
   * What goes on in a room, several if they overlap; if nothing runs, what is suspended and what is the first to be due,
   * behind which others may wait.
   */
  now(room: string, at_ms: number): readonly SessionView[] {
    const phases = this.in_room(room).map((session) => ({ session, phase: this.phase(session, at_ms) }));
    const running = phases.filter(({ phase }) => phase === "now");
    const first_due = phases.find(({ phase }) => phase === "due")?.session.starts_at_ms;
    const waiting = phases.filter(
      ({ session, phase }) => phase === "suspended" || (phase === "due" && session.starts_at_ms === first_due),
    );
    return (running.length > 0 ? running : waiting).map(({ session }) => session);
  }

  /** What follows in a room, on the day of the programme that `at_ms` belongs to; what is due or suspended waits there too. */
  next(room: string, at_ms: number, count = 1): readonly SessionView[] {
    const date = this.venue.date_of(at_ms);
    const now = this.now(room, at_ms);
    const waits = (session: SessionView): boolean =>
      session.date === date && is_ahead(this.phase(session, at_ms)) && !now.includes(session);
    return this.in_room(room).filter(waits).slice(0, count);
  }

  /** What was said to everybody and stands at an instant of the log's clock, in the order in which it is shown. */
  announcements(at_ms: number): readonly AnnouncementView[] {
    return standing(this.#all_announcements(), at_ms);
  }

  /** What is being prepared, for those who see it. */
  prepared_announcements(): readonly AnnouncementView[] {
    return prepared(this.#all_announcements());
  }

  announcement(id: string): AnnouncementView | undefined {
    return this.#all_announcements().find((one) => one.id === id);
  }

  #all_announcements(): readonly AnnouncementView[] {
    return (this.#announcements ??= [...this.#store.of_kind(Kind.ANNOUNCEMENT).keys()].flatMap(
      (id) => announcement_view(this.#store, id) ?? [],
    ));
  }
}

const announced_kinds: ReadonlySet<number> = new Set([
  Kind.ANNOUNCEMENT,
  Kind.CLEARANCE,
  Kind.APPROVAL,
  Kind.ACKNOWLEDGEMENT,
  Kind.PARTY,
  Kind.PERSON,
  Kind.BODY,
]);

const named_kinds: ReadonlySet<number> = new Set([
  Kind.SUMMIT,
  Kind.ROOM,
  Kind.TRACK,
  Kind.PARTY,
  Kind.PERSON,
  Kind.DOCUMENT,
]);

const is_gone = ({ status }: SessionView): boolean =>
  status === SessionStatus.CANCELLED || status === SessionStatus.POSTPONED;
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
