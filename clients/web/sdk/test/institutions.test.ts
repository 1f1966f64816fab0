import { beforeEach, describe, expect, test } from "vitest";
import { SeatRole } from "../gen/dais/v1/body_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { CommitmentState } from "../gen/dais/v1/commitment_pb.ts";
import { EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
import { Institutions } from "../src/institutions.ts";
import { Programme } from "../src/programme.ts";
import { Store } from "../src/store.ts";
import {
  body,
  commitment,
  declaration,
  declaration_text,
  edition,
  endorsement,
  party,
  person,
  removal,
  report,
  seat,
  series,
  ServerSide,
  snapshot_of,
  summit,
  text,
} from "./records_for_tests.ts";

let server: ServerSide;
let store: Store;
let institutions: Institutions;

const day = (month: number, of_month: number, year = 2024): { year: number; month: number; day: number } => ({ year, month, day: of_month });
/** Midnight in Tbilisi, UTC + 4. */
const midnight = (month: number, of_month: number): number => Date.UTC(2024, month - 1, of_month) - 4 * 3_600_000;

beforeEach(() => {
  server = new ServerSide();
  server.hold(
    series({
      name: [text("Global Diaspora Summits")],
      languages: ["en", "fr"],
      zone: "Asia/Tbilisi",
      offsets: [{ sinceMs: 0n, seconds: 14_400 }],
      nextHost: "y1",
      website: "javascript:alert(1)",
    }),
    party("y1", { code: "GEO", name: [text("Georgia")] }),
    party("y2", { code: "IRL", name: [text("Ireland")] }),
    person("p1", { name: "Nino", position: [text("Deputy Minister")] }),
    edition("n2", { number: 2, name: [text("Sal")], hosts: ["y9"] }),
    edition("n1", { number: 1, name: [text("Dublin")], log: "gds-2022", hosts: ["y2"], days: [day(4, 1, 2022), day(4, 4, 2022)] }),
    body("o2", { name: [text("Working group")], order: 2 }),
    body("o1", { name: [text("Steering committee")], order: 1 }),
    seat("k1", { body: "o1", role: SeatRole.MEMBER, party: "y2" }),
    seat("k2", { body: "o1", role: SeatRole.CO_CHAIR, party: "y1", acting: ["p1"], firstDay: day(9, 13), lastDay: day(9, 30) }),
    declaration("l1", { title: [text("Dublin Declaration")], version: 2, adoptedAtMs: 5n }),
    declaration_text("l1@1", { texts: [{ language: "en", hash: new Uint8Array([1, 0xab]) }] }),
    declaration_text("l1@2", { texts: [{ language: "fr", hash: new Uint8Array([2, 0xcd]) }] }),
    endorsement("l1@y1", { status: EndorsementStatus.SIGNED, order: 1, signedAtMs: 9n, signatory: "p1" }),
    endorsement("l1@y9", { status: EndorsementStatus.SIGNED, order: 2 }),
    commitment("q1", { title: [text("No date")], party: "y1" }),
    commitment("q2", { title: [text("Portal")], party: "y1", due: day(9, 20), state: CommitmentState.DELAYED }),
    commitment("q3", { title: [text("Fund")], party: "y2", due: day(9, 13), state: CommitmentState.FULFILLED }),
    report("j1", "q2", { state: CommitmentState.ON_TRACK, atMs: 1n }),
    report("j2", "q2", { state: CommitmentState.DELAYED, atMs: 2n }),
    report("j3", "q3", { state: CommitmentState.FULFILLED, atMs: 3n }),
  );
  store = new Store();
  institutions = new Institutions(store);
  store.take_part(snapshot_of(server));
});

test("a series has its next host, and no link to what is no page", () => {
  expect(institutions.series()).toMatchObject({ next_host: { code: "GEO" }, website: "", languages: ["en", "fr"] });
});

test("editions come by number, with the days on which they sat and the hosts that are known", () => {
  expect(institutions.editions()).toMatchObject([
    { id: "n1", log: "gds-2022", hosts: [{ code: "IRL" }], days: ["2022-04-01", "2022-04-04"] },
    { id: "n2", log: "", hosts: [], days: [] },
  ]);
});

describe("who holds what on a day", () => {
  const seats_at = (at_ms: number): string[][] => institutions.bodies(at_ms).map(({ seats }) => seats.map(({ id }) => id));

  test.each([
    ["the day before the term", midnight(9, 13) - 1, [["k1"], []]],
    ["from its first day on, chairs first", midnight(9, 13), [["k2", "k1"], []]],
    ["to the end of its last one, where the series has its zone", midnight(10, 1) - 1, [["k2", "k1"], []]],
    ["and no longer", midnight(10, 1), [["k1"], []]],
  ])("%s", (_, at_ms, expected) => {
    expect(seats_at(at_ms)).toEqual(expected);
  });

  test("who acts for the party is named", () => {
    const [first] = institutions.bodies(midnight(9, 14));
    expect(first).toMatchObject({ id: "o1", seats: [{ party: { code: "GEO" }, acting: [{ name: "Nino" }], last_day: "2024-09-30" }, { person: undefined }] });
  });

  test("a seat that is moved, and one that is gone", () => {
    store.take_changes(server.change([seat("k1", { body: "o2", role: SeatRole.MEMBER, party: "y2" }), removal(Kind.SEAT, "k2")]));
    expect(seats_at(midnight(9, 14))).toEqual([[], ["k1"]]);
  });
});

describe("a declaration", () => {
  test("has the text that is in force", () => {
    expect(institutions.declaration("l1")?.texts).toEqual([{ language: "fr", hash: "02cd" }]);
  });

  test("those adopted stand in that order, the others after them", () => {
    store.take_changes(server.change([declaration("l0", {}), declaration("l2", { adoptedAtMs: 4n })]));
    expect(institutions.declarations().map(({ id }) => id)).toEqual(["l2", "l1", "l0"]);
  });

  test("its roll has whoever is known, and follows", () => {
    expect(institutions.roll("l1")).toMatchObject([{ id: "l1@y1", party: { code: "GEO" }, signed_at_ms: 9, signatory: "Nino", order: 1 }]);
    store.take_changes(server.change([endorsement("l1@y2", { status: EndorsementStatus.ANNOUNCED })]));
    expect(institutions.roll("l1").map(({ party }) => party.code)).toEqual(["GEO", "IRL"]);
    expect(institutions.roll("l2")).toEqual([]);
  });

  test("what did not change is the same view", () => {
    const before = institutions.declaration("l1");
    store.take_changes(server.change([edition("n3", { number: 3 })]));
    expect(institutions.declaration("l1")).toBe(before);
    store.take_changes(server.change([declaration("l1", { symbol: "GDS/2022/1" })]));
    expect(institutions.declaration("l1")).toMatchObject({ symbol: "GDS/2022/1", texts: [] });
  });
});

describe("commitments", () => {
  test("by due day, those without one last; reports newest first", () => {
    expect(institutions.commitments().map(({ id, reports }) => [id, ...reports.map((one) => one.id)])).toEqual([
      ["q3", "j3"],
      ["q2", "j2", "j1"],
      ["q1"],
    ]);
  });

  test.each([
    ["q2", midnight(9, 21) - 1, false],
    ["q2", midnight(9, 21), true],
    ["q3", midnight(9, 21), false],
    ["q1", midnight(9, 21), false],
  ])("%s is overdue at the end of its day alone, unless it is over", (id, at_ms, expected) => {
    const one = institutions.commitments().find((each) => each.id === id)!;
    expect(institutions.is_overdue(one, at_ms)).toBe(expected);
  });
});

test("of a series' log the venue's clock is the one in which its terms end; a summit's has its own", () => {
  expect(new Programme(store).venue.zone).toBe("Asia/Tbilisi");
  expect(new Programme(store).summit()).toBeUndefined();
  store.take_changes(server.change([removal(Kind.SERIES, "z"), summit({ zone: "Atlantic/Cape_Verde", series: "gds" })]));
  expect(institutions.series()).toBeUndefined();
  expect(institutions.venue.zone).toBe("Atlantic/Cape_Verde");
  expect(new Programme(store).summit()?.series).toBe("gds");
});
