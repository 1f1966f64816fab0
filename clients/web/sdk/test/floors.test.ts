import { beforeEach, describe, expect, test } from "vitest";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { AdoptionManner } from "../gen/dais/v1/declaration_pb.ts";
import { Gender, ProposalState, RequestKind } from "../gen/dais/v1/floor_pb.ts";
import { number_of } from "../src/floor.ts";
import { Floors } from "../src/floors.ts";
import { Store } from "../src/store.ts";
import { floor, party, person, proposal, removal, request, ServerSide, snapshot_of, statement, text, traits, turn } from "./records_for_tests.ts";

let server: ServerSide;
let store: Store;
let floors: Floors;

beforeEach(() => {
  server = new ServerSide();
  server.hold(
    party("y1", { code: "KEN", name: [text("Kenya")] }),
    party("y2", { code: "IRL", name: [text("Ireland")] }),
    person("p1", { name: "Wanjiru", position: [text("Minister")] }),
    floor("s1", { statementSeconds: 180, inscriptionOpensAtMs: 5n, quorum: 4, present: 0 }),
    request("s1@10", { kind: RequestKind.STATEMENT, party: "y9", person: "p9" }),
    request("s1@2", { kind: RequestKind.STATEMENT, party: "y1", jointParties: ["y2", "y9"], person: "p1", place: 3 }),
    request("s1a@1", { kind: RequestKind.REPLY, about: "s1a@9" }),
    turn("s1@2", { startedAtMs: 7n, allottedSeconds: 180, sinceMs: 7n }),
    turn("s1@10", {}),
    traits("s1@2", { gender: Gender.FEMALE }),
    statement("s1@2", { texts: [{ language: "fr", hash: new Uint8Array([1, 0xab]) }], embargoed: true }),
    proposal("s1@2", { title: [text("Second")], state: ProposalState.SILENCE, silenceUntilMs: 99n, objectedBy: "y2" }),
    proposal("s1@1", { title: [text("First")], state: ProposalState.ADOPTED, manner: AdoptionManner.SHOW_OF_HANDS, count: { inFavour: 3, against: 1 } }),
  );
  store = new Store();
  floors = new Floors(store);
  store.take_part(snapshot_of(server));
});

test("a floor has its rules, and nobody counted is not nobody there", () => {
  expect(floors.sessions()).toEqual(["s1"]);
  expect(floors.floor("s1")).toMatchObject({ statement_seconds: 180, opens_at_ms: 5, closes_at_ms: undefined, quorum: 4, present: 0 });
  store.take_changes(server.change([floor("s1", { listClosedAtMs: 8n })]));
  expect(floors.floor("s1")).toMatchObject({ list_closed_at_ms: 8, present: undefined });
  expect(floors.floor("s2")).toBeUndefined();
});

describe("who asks for the floor", () => {
  test("stands under their session by number, with the names that are known", () => {
    expect(floors.asked("s1")).toMatchObject([
      {
        id: "s1@2",
        party: { code: "KEN" },
        joint: [{ code: "IRL" }],
        request: { joint_parties: ["y2", "y9"], place: 3 },
        person: { name: "Wanjiru" },
        turn: { started_at_ms: 7, since_ms: 7, ended_at_ms: undefined },
        statement: { texts: [{ language: "fr", hash: "01ab" }], embargoed: true, check_against_delivery: false },
      },
      // Begun by mistake.
      { id: "s1@10", party: undefined, request: { party: "y9" }, person: undefined, turn: undefined, statement: undefined },
    ]);
    expect(floors.asked("s1a")).toMatchObject([{ id: "s1a@1", request: { about: "s1a@9" } }]);
    expect(floors.asked("s2")).toEqual([]);
  });

  test("follows what becomes of it", () => {
    const before = floors.asked("s1");
    expect(floors.asked("s1")).toBe(before);
    store.take_changes(server.change([turn("s1@2", { startedAtMs: 7n, spokenMs: 50n, endedAtMs: 57n })], [party("y9", { code: "PER" })]));
    expect(floors.asked("s1")).toMatchObject([{ turn: { spoken_ms: 50, since_ms: undefined, ended_at_ms: 57 } }, { party: { code: "PER" } }]);
    store.take_changes(server.change([removal(Kind.STATEMENT, "s1@2")]));
    expect(floors.asked("s1")[0]?.statement).toBeUndefined();
  });
});

test("proposals come as they were put, under numbers of their own", () => {
  expect(floors.proposals("s1")).toMatchObject([
    { id: "s1@1", state: ProposalState.ADOPTED, count: { in_favour: 3, against: 1, abstaining: 0 }, silence_until_ms: undefined },
    { id: "s1@2", state: ProposalState.SILENCE, count: undefined, silence_until_ms: 99, objected_by: { code: "IRL" } },
  ]);
});

test.each([
  ["s1@12", 12],
  ["s1@", 0],
  ["s1", 0],
  ["12", 0],
])("the number of %s is %i", (id, number) => {
  expect(number_of(id)).toBe(number);
});
