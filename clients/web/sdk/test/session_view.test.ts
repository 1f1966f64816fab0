// What a session says of itself beside its times: who, in which languages, what is before it, and its parts.

import { beforeEach, describe, expect, test } from "vitest";
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  AnchorKind,
  type ReplacementSchema,
  type SessionProgressSchema,
  SessionRole,
  type SessionSchema,
  SessionStatus,
} from "../gen/dais/v1/session_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { ProgrammeStatus } from "../gen/dais/v1/summit_pb.ts";
import { Programme } from "../src/programme.ts";
import { Store } from "../src/store.ts";
import type { SessionView } from "../src/views.ts";
import { document, party, person, progress, removal, replacement, room, ServerSide, session, snapshot_of, summit, text } from "./records_for_tests.ts";

const ten = Date.UTC(2024, 8, 12, 10);
const minutes = (count: number): number => ten + count * 60_000;
const planned = (from: number, to: number): MessageInitShape<typeof SessionSchema>["planned"] => ({
  startsAtMs: BigInt(minutes(from)),
  endsAtMs: BigInt(minutes(to)),
});

let server: ServerSide;
let store: Store;
let programme: Programme;

const happens = (id: string, init: MessageInitShape<typeof SessionProgressSchema>): void => {
  store.take_changes(server.change([progress(id, init)]));
};
const replaced = (...all: MessageInitShape<typeof ReplacementSchema>[]): void => {
  store.take_changes(server.change(all.map((one) => replacement("s1", one))));
};
const view = (id = "s1"): SessionView => programme.session(id)!;
const ids = (sessions: readonly SessionView[]): string[] => sessions.map(({ id }) => id);

beforeEach(() => {
  server = new ServerSide();
  server.hold(
    summit({ name: [text("Summit")], programmeStatus: ProgrammeStatus.ADOPTED, adoptedAtMs: BigInt(ten) }),
    room("r1", { order: 1, capacity: 600 }),
    party("y1", { shortName: [text("Ireland")] }),
    party("y2", { shortName: [text("Kenya")] }),
    person("p1", { name: "Ann Chair", party: "y1" }),
    person("p2", { name: "Ben Speaker", party: "y2" }),
    person("p3", { name: "Cleo Deputy", party: "y1" }),
    document("d1", { symbol: "A/1", title: [text("Report")], links: [{ language: "en", url: "https://x/1" }, { url: "javascript:1" }] }),
    session("s1", {
      planned: planned(0, 60),
      room: "r1",
      people: [
        { person: "p1", role: SessionRole.CHAIR },
        { person: "p2", role: SessionRole.SPEAKER },
      ],
      languages: ["en"],
      interpretationLanguages: ["fr", "ar"],
      signLanguages: ["ase"],
      documents: ["d1", "gone"],
      documentSymbols: ["A/1", "A/2"],
      streams: [{ language: "fr", url: "https://x/live" }, { url: "javascript:alert(1)" }],
      anchor: { kind: AnchorKind.BROADCAST },
    }),
  );
  store = new Store();
  programme = new Programme(store);
  store.take_part(snapshot_of(server));
});

describe("people", () => {
  test("the planned chair presides until somebody else does", () => {
    expect(view()).toMatchObject({ presiding: { id: "p1", role: SessionRole.CHAIR }, presides_instead: false });
    happens("s1", { presiding: "p3" });
    expect(view()).toMatchObject({
      presiding: { name: "Cleo Deputy", role: SessionRole.CHAIR, party: { id: "y1" } },
      presides_instead: true,
    });
    happens("s1", { presiding: "p2" });
    expect(view()).toMatchObject({ presiding: { id: "p2", role: SessionRole.SPEAKER }, presides_instead: true });
    happens("s1", { presiding: "p1" });
    expect(view()).toMatchObject({ presiding: { id: "p1" }, presides_instead: false });
  });

  test("who comes stands in the place of who was planned, and speaks for the same", () => {
    replaced({ person: "p2", role: SessionRole.SPEAKER, by: "p3" });
    expect(view().people[1]).toMatchObject({
      id: "p3",
      name: "Cleo Deputy",
      role: SessionRole.SPEAKER,
      in_place_of: "Ben Speaker",
      absent: false,
      party: { id: "y2" },
    });
    replaced({ person: "p2", role: SessionRole.SPEAKER, by: "p3", party: "y1" });
    expect(view().people[1]?.party?.id).toBe("y1");
    store.take_changes(server.change([removal(Kind.REPLACEMENT, `s1@p2@${SessionRole.SPEAKER}`)]));
    expect(view().people[1]).toMatchObject({ id: "p2", in_place_of: "", absent: false });
  });

  test("nobody comes: who was planned is absent; another role of the same person is not touched", () => {
    replaced({ person: "p2", role: SessionRole.SPEAKER }, { person: "p1", role: SessionRole.SPEAKER });
    expect(view().people).toMatchObject([
      { id: "p1", absent: false },
      { id: "p2", absent: true, in_place_of: "" },
    ]);
  });

  test("who comes as the chair presides, and an absent one does not", () => {
    replaced({ person: "p1", role: SessionRole.CHAIR, by: "p3" });
    expect(view()).toMatchObject({ presiding: { id: "p3", in_place_of: "Ann Chair" }, presides_instead: false });
    replaced({ person: "p1", role: SessionRole.CHAIR });
    expect(view().presiding).toBeUndefined();
  });
});

describe("what belongs to a session", () => {
  test("languages, places, anchor", () => {
    expect(view()).toMatchObject({
      languages: ["en"],
      interpretation_languages: ["fr", "ar"],
      sign_languages: ["ase"],
      capacity: 600,
      anchored: true,
      anchor: AnchorKind.BROADCAST,
    });
    store.take_changes(server.change([room("r1", { capacity: 80 })]));
    expect(view().capacity).toBe(80);
  });

  test("documents with their links, then symbols that no document has; nothing but the web is linked", () => {
    expect(view().documents).toMatchObject([
      { id: "d1", symbol: "A/1", links: [{ language: "en", url: "https://x/1" }] },
      { id: "", symbol: "A/2", links: [] },
    ]);
    expect(view().documents[0]?.links).toHaveLength(1);
    expect(view().streams).toMatchObject([{ url: "https://x/live", language: "fr" }]);
    store.take_changes(server.change([document("d1", { symbol: "A/1/Rev.1" })]));
    expect(view().documents.map(({ symbol }) => symbol)).toEqual(["A/1/Rev.1", "A/1", "A/2"]);
  });

  test("the programme is provisional or adopted", () => {
    expect(programme.summit()).toMatchObject({ programme_status: ProgrammeStatus.ADOPTED, adopted_at_ms: ten });
  });
});

describe("parts", () => {
  beforeEach(() => {
    const parts = [
      session("t2", { planned: planned(20, 40), room: "r1", partOf: "s1" }),
      session("t1", { planned: planned(0, 20), room: "r1", partOf: "s1" }),
      session("t3", { planned: planned(40, 60), room: "r1", partOf: "s1" }),
      session("u1", { planned: planned(20, 30), room: "r1", partOf: "t2" }),
      session("alone", { planned: planned(60, 80), room: "r1", partOf: "hidden" }),
    ];
    store.take_changes(server.change(parts));
  });
  const on = (at: number): string | undefined => programme.part_on("s1", minutes(at))?.id;

  test("are told of within their whole, and nowhere else", () => {
    expect(ids(programme.sessions())).toEqual(["s1", "alone"]);
    expect(ids(programme.in_room("r1"))).toEqual(["s1", "alone"]);
    expect(ids(programme.on_day(view().date))).toEqual(["s1", "alone"]);
    expect(ids(programme.parts_of("s1"))).toEqual(["t1", "t2", "u1", "t3"]);
    expect([programme.whole_of(view("u1"))?.id, programme.whole_of(view("alone"))]).toEqual(["s1", undefined]);
  });

  test("the one that is on is the innermost, by the clock", () => {
    expect([on(-1), on(5), on(25), on(35), on(45), on(60)]).toEqual([undefined, "t1", "u1", "t2", "t3", undefined]);
  });

  test("once they are started one by one, the one that is on is the one that was started", () => {
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(0)) });
    happens("t1", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(0)) });
    expect(on(30)).toBe("t1");
    expect(programme.phase(view("t2"), minutes(45))).toBe("due");
    happens("t1", { status: SessionStatus.ENDED, actualStartMs: BigInt(minutes(0)), actualEndMs: BigInt(minutes(31)) });
    expect(on(32)).toBeUndefined();
  });

  test("nothing is on while the whole is not", () => {
    happens("s1", { status: SessionStatus.CANCELLED });
    expect([on(5), programme.phase(view("t1"), minutes(5))]).toEqual([undefined, "cancelled"]);
    happens("s1", { status: SessionStatus.SUSPENDED, actualStartMs: BigInt(minutes(0)) });
    expect([on(5), programme.phase(view("t1"), minutes(5))]).toEqual([undefined, "suspended"]);
    happens("s1", { status: SessionStatus.CALLED });
    expect(programme.phase(view("t1"), minutes(5))).toBe("upcoming");
    expect(programme.phase(view("t1"), minutes(30))).toBe("upcoming");
  });

  test("what goes round in a circle stands alone", () => {
    const circle = [session("c1", { planned: planned(90, 95), partOf: "c2" }), session("c2", { planned: planned(96, 99), partOf: "c1" })];
    store.take_changes(server.change(circle));
    expect(ids(programme.sessions())).toEqual(["s1", "alone", "c1", "c2"]);
  });
});
