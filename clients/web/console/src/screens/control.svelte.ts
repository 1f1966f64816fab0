// What the control room draws from: the summit's log as its reader sees it, in which Screens are and by which they are told
// what to show; the same as the public sees it, since that is what screens hold; what screens report; which are paired.

import { Audience, type Institutions, is_emergency, Kind, type Presence, type Programme, type RoomView, Screens, type ScreenView, ticket_of_page, type Verb } from "@dais/sdk";
import { type Answer, away } from "@dais/ui/api/ask.ts";
import { Board } from "@dais/ui/board.svelte.ts";
import { People } from "../people/people.svelte.ts";
import { Last } from "./last.svelte.ts";
import { type Knowledge, paired_logins, screen_states, type ScreenState, size_of } from "./screen_state.ts";
import { Sizes } from "./sizes.svelte.ts";
import { answer_of, type Done } from "./telling.ts";
import { Trail } from "./trail.ts";

/** A screen reports within half a second of a change; then the server tells it within as much. */
const switching_ms = 4_000;
/** As many as the server takes at once. */
const screens_at_once_max = 200;

export class Control {
  readonly log: string;
  readonly people: People;
  /** What was done last, as long as it may be undone. */
  readonly last = new Last();
  readonly #board: Board;
  readonly #hall: Board;
  readonly #screens: Screens;
  readonly #trail = new Trail();
  readonly #sizes: Sizes;
  #presence = $state.raw<Presence>();
  // When each was asked for something else, by performance.now(); read anew with every second.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked_at = new Map<string, number>();
  #emergencies_at = -Infinity;

  constructor(log: string, page: URL) {
    this.log = log;
    this.people = new People(log);
    this.#sizes = new Sizes(log);
    const options = { page, log, at: "" };
    const client = "console/1";
    this.#board = new Board({ ...options, follow: { client, get_ticket: ticket_of_page(page) } });
    this.#hall = new Board({ ...options, follow: { client, as_public: true } });
    this.#screens = new Screens(this.#board.log.store);
    this.#board.follower.on_changed(() => this.#hear());
    this.#board.log.store.on_touched((touched, first) => {
      if (first) return;
      for (const { kind, id } of touched) if (kind === (Kind.SCREEN as number)) this.#asked_at.set(id, performance.now());
    });
    const { store, clock } = this.#hall.log;
    store.on_touched((touched, first) => {
      this.#trail.note(store.position, store.digest, clock.now());
      if (!first && touched.some(({ kind }) => kind === (Kind.ANNOUNCEMENT as number))) this.#emergencies_at = performance.now();
    });
  }

  get board(): Board {
    return this.#board;
  }

  get programme(): Programme {
    return this.#board.programme;
  }

  /** Of the summit and of its series. */
  get institutions(): readonly Institutions[] {
    return this.#board.sources.map(({ institutions }) => institutions);
  }

  get records(): Screens {
    return this.#board.with_records(this.#screens);
  }

  /** By name. */
  readonly screens: readonly ScreenView[] = $derived.by(() => this.records.screens());

  readonly rooms: readonly RoomView[] = $derived.by(() => this.programme.rooms());

  /** What is asked of a Screen; undefined: it is gone. */
  screen(id: string): ScreenView | undefined {
    return this.screens.find((one) => one.id === id);
  }

  /** What everybody is shown before anything else. */
  readonly emergencies: readonly string[] = $derived.by(() =>
    this.#hall.said.flatMap(({ announcement }) => (is_emergency(announcement) ? [announcement.id] : [])),
  );

  /** Staff alone are told what screens report. */
  get of_staff(): boolean {
    return this.#board.state !== "connecting" && this.#board.log.audience === Audience.STAFF;
  }

  /** What screens report was told. */
  readonly told: boolean = $derived.by(() => this.#presence !== undefined);

  get presence(): Presence | undefined {
    return this.#presence;
  }

  /** By id: what the wall says of each. */
  readonly states: ReadonlyMap<string, ScreenState> = $derived.by(() => {
    return screen_states(this.screens, this.#presence?.screens ?? [], this.#knowledge());
  });

  #knowledge(): Knowledge {
    const now = performance.now();
    return {
      now_ms: this.#board.log_now_ms,
      rate: this.#board.rate,
      trail: this.#trail,
      emergencies: this.emergencies,
      told: this.told,
      paired: this.#paired,
      has_room: (id) => this.rooms.some((room) => room.id === id),
      is_switching: (id) => now - Math.max(this.#asked_at.get(id) ?? -Infinity, this.#emergencies_at) < switching_ms,
      size_of: (login) => this.#sizes.of(login),
    };
  }

  readonly #paired = $derived.by(() => (this.people.loaded ? paired_logins(this.people.told.screens) : undefined));

  /** The picture that a device has is as it should be. */
  accept_size(login: string): void {
    const report = this.#presence?.screens.find((one) => one.login === login)?.report;
    if (report) this.#sizes.take(login, size_of(report));
  }

  /** For commands about what is seen now. */
  get basis(): bigint {
    return this.#board.log.store.position;
  }

  /** What shall be. Nothing waits for a line that is cut: nobody knows by then what it would do. */
  async tell(verb: Verb, basis = this.basis): Promise<Answer<Done>> {
    if (this.#board.state !== "live") return away;
    const { follower, log } = this.#board;
    return answer_of(follower.command(log, verb, { basis }));
  }

  /** The same for any number of Screens; may be undone as one. */
  async tell_all(screens: readonly string[], verb_of: (screens: string[]) => Verb, basis = this.basis): Promise<Answer<readonly bigint[]>> {
    const positions: bigint[] = [];
    for (let from = 0; from < screens.length; from += screens_at_once_max) {
      const answer = await this.tell(verb_of(screens.slice(from, from + screens_at_once_max)), basis);
      if (!answer.ok) return answer;
      positions.push(answer.value.position);
    }
    return { ok: true, value: positions };
  }

  /** What these Changes did, the last first. */
  async undo(positions: readonly bigint[]): Promise<Answer<true>> {
    for (const position of [...positions].reverse()) {
      const answer = await this.tell({ case: "undo", value: { position } });
      if (!answer.ok) return answer;
    }
    return { ok: true, value: true };
  }

  // Of each log that is followed there is a Presence of its own.
  #hear(): void {
    const { presence } = this.#board.follower;
    if (presence?.log !== this.#board.log.name || presence === this.#presence) return;
    for (const { login, report } of presence.screens) if (report) this.#sizes.see(login, size_of(report));
    const came = logins_there(presence) !== logins_there(this.#presence);
    this.#presence = presence;
    // Which are paired is said to whoever has asked; asked again when one comes or goes.
    if (came && this.people.loaded) void this.people.load();
  }
}

const logins_there = (presence: Presence | undefined): string =>
  (presence?.screens ?? []).flatMap(({ login, connected }) => (connected ? [login] : [])).join();
