// A stage and its reader of a summit in memory, as far as scenes ask them for words: Sal, 12 and 13 September 2024.

import { announcement, booth, progress, room, ServerSide, session, snapshot_of, summit, text } from "../../sdk/test/records_for_tests.ts";
import { Floors, type LocalText, pick_text, Programme, Store } from "@dais/sdk";
import type { Language, Values } from "@dais/ui/messages.ts";
import type { ScreenReader } from "../src/live/screen_reader.svelte.ts";
import type { Stage } from "../src/live/stage.svelte.ts";
import { type MessageKey, say } from "../src/messages/messages.ts";

type Entry = Parameters<ServerSide["hold"]>[0];
export { announcement, booth, progress, text };

/** The venue's clock: an hour behind UTC. */
export const at = (hours: number, minutes = 0, day = 12): number => Date.UTC(2024, 8, day, hours + 1, minutes);

/** Planned in a room from … to …, as in 9.5 for half past nine. */
export function planned(id: string, title: string, where: string, from: number, to: number, more: object = {}): Entry {
  const ms = (hours: number): bigint => BigInt(at(0) + hours * 3600_000);
  return session(id, { title: [text(title)], room: where, planned: { startsAtMs: ms(from), endsAtMs: ms(to) }, ...more });
}

const gathering = summit({
  name: [text("Summit"), text("Sommet", "fr")],
  venue: { city: [text("Sal")] },
  nextHost: [text("Georgia")],
  zone: "Atlantic/Cape_Verde",
  offsets: [{ sinceMs: 0n, seconds: -3600 }],
  days: [
    { year: 2024, month: 9, day: 12 },
    { year: 2024, month: 9, day: 13 },
  ],
  dayStartMinutes: 240,
  languages: ["en", "fr"],
});
const rooms = [room("r1", { name: [text("Plenary"), text("Plénière", "fr")], order: 1 }), room("r2", { name: [text("Sala 2")], order: 2 })];

export interface Staged {
  readonly stage: Stage;
  readonly reader: ScreenReader;
  /** Another moment. */
  readonly turn_to: (at_ms: number) => void;
  /** Something becomes otherwise. */
  readonly change: (...entries: Entry[]) => void;
}

export function stage_of(now_ms: number, entries: readonly Entry[], of_room = "", language: Language = "en"): Staged {
  const server = new ServerSide();
  server.hold(gathering, ...rooms, ...entries);
  const store = new Store();
  const programme = new Programme(store);
  store.take_part(snapshot_of(server));
  const source = { log: { name: "gdpa-2024" } };
  const board = {
    programme,
    own: { floors: new Floors(store) },
    now_ms,
    get log_second_ms() {
      return board.now_ms;
    },
    get log_steady_ms() {
      return board.now_ms;
    },
    get second_ms() {
      return board.now_ms;
    },
    series: undefined,
    get said() {
      return programme.announcements(board.now_ms).map((one) => ({ key: one.id, announcement: one, source }));
    },
  };
  const stage = {
    board,
    get steady_ms() {
      return board.now_ms;
    },
    room: programme.rooms().find(({ id }) => id === of_room),
    scene: { session: "", note: [] },
  };
  const chain = language === "en" ? ["en"] : [language, "en"];
  const reader = {
    language,
    chain,
    say: (key: MessageKey, values?: Values) => say(language, key, values),
    pick: (texts: readonly LocalText[], first = "") => pick_text(texts, first === "" ? chain : [first, ...chain], ["en", "fr"]),
  };
  return {
    stage: stage as unknown as Stage,
    reader: reader as unknown as ScreenReader,
    turn_to: (at_ms) => void (board.now_ms = at_ms),
    change: (...some) => void store.take_changes(server.change(some)),
  };
}

