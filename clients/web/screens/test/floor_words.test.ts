import { AdoptionManner, type LocalText, ProposalState, RequestKind, SessionStatus, SpeakerRank } from "@dais/sdk";
import { expect, test } from "vitest";
import { floor, party, person, proposal, request, turn } from "../../sdk/test/records_for_tests.ts";
import { floor_lines } from "../src/scenes/floor_words.ts";
import { at, planned, progress, type Staged, stage_of, text } from "./stage_for_tests.ts";

const { STATEMENT: kind, POINT_OF_ORDER } = RequestKind;
const debate = [
  party("y1", { code: "KEN", name: [text("Kenya")] }),
  party("y2", { code: "GEO", name: [text("Georgia"), text("Géorgie", "fr")] }),
  party("y3", { code: "IRL", name: [text("Ireland"), text("Irlande", "fr")] }),
  person("p1", { name: "Wanjiru Kamau" }),
  planned("s1", "Debate", "r1", 10, 12),
  progress("s1", { status: SessionStatus.RUNNING, actualStartMs: BigInt(at(10)) }),
  floor("s1", { statementSeconds: 180, quorum: 2, present: 3 }),
  request("s1@1", { kind, party: "y1", person: "p1", rank: SpeakerRank.MINISTER }),
  request("s1@2", { kind, party: "y2", jointParties: ["y3"], group: [text("the friends"), text("les amis", "fr")] }),
];
const speaks = (id: string, from_ms: number, more: object = {}) =>
  turn(id, { startedAtMs: BigInt(from_ms), sinceMs: BigInt(from_ms), allottedSeconds: 180, ...more });
const told = ({ stage, reader }: Staged): string[] => floor_lines(stage, reader).filter((line) => line !== "");

test("who has the floor and who comes next is said, and nothing that only ticks", () => {
  const set = stage_of(at(10, 5), [...debate, speaks("s1@1", at(10, 5))]);
  const lines = told(set);
  expect(lines).toEqual([
    "10:00–12:00 Debate, In session",
    "Wanjiru Kamau, Kenya has the floor",
    "Next: Georgia. On behalf of: the friends. Together with: Ireland",
    "The list of speakers is open",
    "Quorum reached: 3 present, 2 needed",
  ]);
  set.turn_to(at(10, 6));
  expect(told(set)).toEqual(lines);
});

test("the last minute and the end of it are said once each, and that it stands still", () => {
  const set = stage_of(at(10, 7, 12) + 1000, [...debate, speaks("s1@1", at(10, 5))]);
  expect(told(set)).toContain("Last minute");
  set.turn_to(at(10, 9));
  expect(told(set)).toContain("Time is up");
  set.change(speaks("s1@1", at(10, 5), { sinceMs: undefined, spokenMs: 10_000n }));
  expect(told(set)).toContain("Paused");
});

test("a point of order says so, and whom it interrupts", () => {
  const order = [request("s1@3", { kind: POINT_OF_ORDER, party: "y3" }), speaks("s1@3", at(10, 6), { interrupts: "s1@1" })];
  const lines = told(stage_of(at(10, 6), [...debate, speaks("s1@1", at(10, 5)), ...order]));
  expect(lines).toContain("Point of order. Ireland has the floor");
  expect(lines).toContain("Interrupted, goes on afterwards: Wanjiru Kamau, Kenya");
});

test("what is adopted is said with how, and what was withdrawn is not", () => {
  const proposals = [
    proposal("s1@1", { title: [text("Outcome")], symbol: "L.1", state: ProposalState.ADOPTED, manner: AdoptionManner.CONSENSUS, decidedAtMs: BigInt(at(11)) }),
    proposal("s1@2", { title: [text("Amendment")], state: ProposalState.OPEN }),
    proposal("s1@3", { title: [text("Another")], state: ProposalState.WITHDRAWN }),
  ];
  const lines = told(stage_of(at(11, 5), [...debate, ...proposals]));
  expect(lines.slice(-2)).toEqual(["L.1 Outcome: Adopted by consensus, 11:00", "Amendment: Under discussion"]);
  expect(lines).toContain("Nobody has the floor");
});

test("a session without a list of speakers is told calmly, and that it runs over", () => {
  const set = stage_of(at(10, 5), [planned("s2", "Panel", "r1", 10, 11)], "r1");
  expect(told(set)).toEqual(["10:00–11:00 Panel", "Nobody has the floor"]);
  set.change(progress("s2", { status: SessionStatus.RUNNING, actualStartMs: BigInt(at(10)) }));
  set.turn_to(at(11, 1));
  expect(told(set)).toContain("Running over");
  expect(told(stage_of(at(20), []))).toEqual(["Nothing at the moment"]);
});

test("words to the speaker are said with the rest, in the language whose turn it is", () => {
  const set = stage_of(at(10, 5), [...debate, speaks("s1@2", at(10, 5))], "", "fr");
  const in_full = (one: object): LocalText => ({ origin: 1, sourceDigest: new Uint8Array(), ...one }) as LocalText;
  const note = [in_full(text("Please conclude")), in_full(text("Veuillez conclure", "fr"))];
  Object.assign(set.stage.scene, { note });
  const lines = told(set);
  expect(lines).toContain("Veuillez conclure");
  expect(lines.some((line) => line.includes("Géorgie") && line.includes("les amis") && line.includes("Irlande"))).toBe(true);
});
