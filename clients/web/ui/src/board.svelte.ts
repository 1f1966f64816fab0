// What the whole page draws from: the follower and what it holds made reactive, and the clock that it shows. Beside the
// page's own log it follows that of the summit's series, once the summit says which one that is.
//
// A burst of changes costs one drawing: the version moves once per animation frame. The time moves once a second.

import {
  type AnnouncementView,
  Audience,
  follow,
  type FollowedLog,
  type Follower,
  type FollowOptions,
  Floors,
  Institutions,
  Kind,
  type LinkState,
  Programme,
  session_of,
  shown_before,
  type Touched,
} from "@dais/sdk";
import { live_url } from "./address.ts";
import { may_reload, tab_memory } from "./reload.ts";

const fresh_for_ms = 6_000;
const quiet_ms = 6_000;
const spread_ms = 30 + Math.random() * 220;

/** What one's own view is: what everybody sees, for want of being signed in or all the same; or more. */
export type Sees = "public" | "same" | "more";

/** One log as a page draws from it: reading what it holds makes whoever reads it draw again when a record changes. */
export interface Source {
  readonly log: FollowedLog;
  readonly programme: Programme;
  readonly institutions: Institutions;
  readonly floors: Floors;
}

/** Something that was said to everybody, and where. */
export interface Said {
  /** Its own on the whole page. */
  readonly key: string;
  readonly announcement: AnnouncementView;
  readonly source: Source;
}

export interface BoardOptions {
  readonly page: URL;
  /** The name of the page's own log; empty: the server's only one. */
  readonly log: string;
  /** The shown clock starts from here, "2024-09-12T10:30" by the venue's clocks; empty: it is the log's. */
  readonly at: string;
  /** As whom it is followed, as what, and whether it is kept. */
  readonly follow: Omit<FollowOptions, "url" | "logs">;
  /** It stands on somebody else's page, which is not ours to load anew. */
  readonly guest?: boolean;
}

export class Board {
  readonly follower: Follower;
  readonly log: FollowedLog;
  readonly #own: Source;
  #series: Source | undefined;
  #series_name = "";
  readonly #at: string;
  readonly #guest: boolean;
  // By id of what is marked: how often it changed, and until when that is news. Drawn again by version and second.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #fresh = new Map<string, { times: number; until: number }>();
  #shift_ms: number | undefined;
  #version = $state(0);
  #turn = $state(0);
  #second = $state(0);
  #state = $state<LinkState>("connecting");
  #unknown = $state(false);
  #sees = $state<Sees>("public");
  #at_odds = $state(false);
  #cut_off = $state(false);
  #drawing_asked = false;
  #held_once = false;
  #ticking: ReturnType<typeof setTimeout> | undefined;

  constructor({ page, log, at, follow: options, guest = false }: BoardOptions) {
    this.#at = at;
    this.#guest = guest;
    // Whoever is signed in to the server is nobody on somebody else's page.
    this.follower = follow({ ...options, url: live_url(page) + (guest ? "?public" : ""), logs: [log] });
    this.log = this.follower.logs[0]!;
    this.#own = this.#source_of(this.log);
    this.log.store.on_touched(() => this.#follow_series());
    this.follower.on_changed(() => this.#read_link());
    addEventListener("online", () => this.follower.retry_now());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.follower.retry_now();
    });
    this.#tick();
  }

  /** Nothing is followed any more, and nothing ticks. */
  close(): void {
    this.follower.close();
    clearTimeout(this.#ticking);
  }

  get programme(): Programme {
    return this.#own.programme;
  }

  /** The page's own log. */
  get own(): Source {
    return this.#own;
  }

  /** The log of the series: the page's own if it is that of a series; undefined while none is held. */
  get series(): Source | undefined {
    return this.sources.find(({ institutions }) => institutions.series() !== undefined);
  }

  get sources(): readonly Source[] {
    this.#with_records();
    return this.#series ? [this.#own, this.#series] : [this.#own];
  }

  /** Whatever else is read of what the page's own log holds: whoever reads it so draws again when a record changes. */
  with_records<Held>(held: Held): Held {
    this.#with_records();
    return held;
  }

  /** What was said to everybody and stands, in this log and in the series', in the order in which it is shown. */
  get said(): readonly Said[] {
    this.#with_time();
    const said = this.sources.flatMap((source) => {
      const key = (id: string): string => (source === this.#own ? id : `${source.log.name}-${id}`);
      const standing = source.programme.announcements(source.log.clock.now());
      return standing.map((announcement): Said => ({ key: key(announcement.id), announcement, source }));
    });
    return said.sort((a, b) => shown_before(a.announcement, b.announcement));
  }

  /** The time by which a source is read: the one shown, or of a log beside it, its own. */
  now_of(source: Source): number {
    this.#with_time();
    return source === this.#own ? this.now_ms : source.log.clock.now();
  }

  get state(): LinkState {
    return this.#state;
  }

  get sees(): Sees {
    return this.#sees;
  }

  get unknown(): boolean {
    return this.#unknown;
  }

  /** The server and this page do not understand each other; it reloads by itself. */
  get at_odds(): boolean {
    return this.#at_odds;
  }

  /** The server answers and is itself cut off; see Follower. */
  get cut_off(): boolean {
    return this.#cut_off;
  }

  /** There is something to be drawn: what was kept here, or once all of it has come. A snapshot may be older than what follows it. */
  get holds(): boolean {
    this.#with_records();
    const { store, head } = this.log;
    this.#held_once ||= store.holds && store.position >= head;
    return this.#held_once && store.holds;
  }

  /** The log's own time: what announcements expire by. */
  get log_now_ms(): number {
    this.#with_time();
    return this.log.clock.now();
  }

  /**
   * The log's own time at the last turn of a second (of a real one, if the day is played): what speakers' clocks go by,
   * whatever moment the address asks for. All screens of a hall draw anew then, and count alike.
   */
  get log_second_ms(): number {
    this.#with_turn();
    return Math.floor(this.log.clock.now() / this.#second_ms()) * this.#second_ms();
  }

  /** The same for what follows from it, as who comes next and when: a moment later than the figures. */
  get log_steady_ms(): number {
    this.#with_time();
    return Math.floor(this.log.clock.now() / this.#second_ms()) * this.#second_ms();
  }

  /** The time shown, at the last turn of a second: what a clock's figures go by. */
  get second_ms(): number {
    return this.log_second_ms + this.#shift();
  }

  /** The time shown: the log's, or as of the moment that the address asks for, running on from there. */
  get now_ms(): number {
    return this.log_now_ms + this.#shift();
  }

  /** The time is what this device makes of what it kept: the server has not said yet which it is. */
  get clock_guessed(): boolean {
    this.#with_time();
    return this.log.clock.guessed;
  }

  /** The clock shown is not the hall's: a day that is played, or a moment that the address asks for. */
  get simulated(): boolean {
    this.#with_time();
    return this.log.clock.rate !== 1 || this.#shift() !== 0;
  }

  /** Log time per real time. */
  get rate(): number {
    this.#with_time();
    return this.log.clock.rate;
  }

  /** What the address asks for as a moment and is none; empty if it is one, or if none is asked for. */
  get bad_at(): string {
    this.#with_records();
    if (this.#at === "" || !this.log.store.holds) return "";
    return this.#own.programme.venue.parse_local(this.#at) === undefined ? this.#at : "";
  }

  /** When what is shown was last proven, on the clock shown. */
  get as_of_ms(): number | undefined {
    this.#with_time();
    this.#with_records();
    return this.log.as_of_ms === undefined ? undefined : this.log.as_of_ms + this.#shift();
  }

  /** Nothing was proven for longer than a heartbeat lasts: until then a line that is mended is not worth a word. */
  get quiet(): boolean {
    const { as_of_ms, clock } = this.log;
    return as_of_ms === undefined || this.log_now_ms - as_of_ms > quiet_ms * (clock.rate || 1);
  }

  /** Seconds since the log's beginning of time, the same on all screens: what pages rotate by. */
  get beat_s(): number {
    return Math.floor(this.log_now_ms / 1000 / (this.log.clock.rate || 1));
  }

  get retry_in_s(): number | undefined {
    this.#with_time();
    const { retry_at } = this.follower;
    return retry_at === undefined ? undefined : Math.max(0, Math.ceil((retry_at - performance.now()) / 1000));
  }

  /** The class that marks a session, an endorsement or a speaker whose last change is news; see page.css of ui. */
  freshness(id: string): "" | "fresh-odd" | "fresh-even" {
    this.#with_time();
    this.#with_records();
    const fresh = this.#fresh.get(id);
    if (!fresh || fresh.until <= performance.now()) return "";
    return fresh.times % 2 === 1 ? "fresh-odd" : "fresh-even";
  }

  // What is read through these is no rune itself: reading the counter is what makes a reader draw again.
  #with_records(): number {
    return this.#version;
  }

  #with_time(): number {
    return this.#second;
  }

  #with_turn(): number {
    return this.#turn;
  }

  // Fixed at the first whole state: from then on the shown clock runs with the log's.
  #shift(): number {
    if (this.#at === "" || !this.log.store.holds) return 0;
    if (this.#shift_ms === undefined) {
      const at_ms = this.#own.programme.venue.parse_local(this.#at);
      this.#shift_ms = at_ms === undefined ? 0 : at_ms - this.log.clock.now();
    }
    return this.#shift_ms;
  }

  #source_of(log: FollowedLog): Source {
    const programme = new Programme(log.store);
    const institutions = new Institutions(log.store);
    const floors = new Floors(log.store);
    const with_records = <Held>(held: Held): Held => {
      this.#with_records();
      return held;
    };
    // What comes along with what is held is no news: a kept or cached state is followed by the changes since.
    log.store.on_touched((touched, first) => {
      // eslint-disable-next-line svelte/prefer-svelte-reactivity
      if (!first && this.follower.state === "live") for (const id of new Set(touched.flatMap((one) => marked_id(one) ?? []))) this.#mark_fresh(id);
      this.#ask_for_drawing();
    });
    return {
      log,
      get programme() {
        return with_records(programme);
      },
      get institutions() {
        return with_records(institutions);
      },
      get floors() {
        return with_records(floors);
      },
    };
  }

  // Called before what it hears of is proven, so that the first proof is of both.
  #follow_series(): void {
    const name = this.#own.programme.summit()?.series ?? "";
    if (name === this.#series_name) return;
    this.#series_name = name;
    this.#series = name === "" ? undefined : this.#source_of(this.follower.also(name));
  }

  #mark_fresh(id: string): void {
    const until = performance.now() + fresh_for_ms;
    this.#fresh.set(id, { times: (this.#fresh.get(id)?.times ?? 0) + 1, until });
  }

  #read_link(): void {
    this.#state = this.follower.state;
    this.#unknown = this.log.unknown;
    this.#sees = this.log.audience !== Audience.PUBLIC ? "more" : this.follower.actor ? "same" : "public";
    this.#at_odds = this.follower.at_odds;
    this.#cut_off = this.follower.cut_off;
    if (this.#at_odds && !this.#guest && may_reload(tab_memory(), Date.now())) location.reload();
  }

  #ask_for_drawing(): void {
    if (this.#drawing_asked) return;
    this.#drawing_asked = true;
    const draw = (): void => {
      this.#drawing_asked = false;
      this.#version += 1;
    };
    // A hidden page gets no animation frames, but its data must be there when it is shown.
    if (document.hidden) queueMicrotask(draw);
    else requestAnimationFrame(draw);
  }

  // A real second, in log time.
  #second_ms(): number {
    return 1000 * (this.log.clock.rate || 1);
  }

  // At the turn of the shown second, so that all screens of a hall tick together. Figures turn then; what else the time
  // changes follows a moment later, on each page another, so that it keeps no figure waiting.
  #tick(): void {
    this.#turn += 1;
    setTimeout(() => (this.#second += 1), spread_ms);
    const second_ms = this.#second_ms();
    const into_second = (this.log.clock.now() + this.#shift()) % second_ms;
    const left_ms = (second_ms - ((into_second + second_ms) % second_ms)) / (this.log.clock.rate || 1);
    this.#ticking = setTimeout(() => this.#tick(), left_ms + 5);
  }
}

// A Turn has its request's id.
const marked_kinds: ReadonlySet<number> = new Set([Kind.ENDORSEMENT, Kind.SPEAKER_REQUEST, Kind.TURN]);

function marked_id(touched: Touched): string | undefined {
  return marked_kinds.has(touched.kind) ? touched.id : session_of(touched);
}
