import { SessionKind, SessionStatus } from "@dais/sdk";
import { expect, test } from "vitest";
import { floor, request, turn } from "../../sdk/test/records_for_tests.ts";
import { floor_session, type FloorPlace } from "../src/scenes/floor_session.ts";
import { at, planned, progress, stage_of } from "./stage_for_tests.ts";

type Entry = Parameters<typeof stage_of>[1][number];
const { RUNNING, PAUSED, SUSPENDED, ENDED } = SessionStatus;
const day = [
  planned("s1", "Opening", "r1", 9, 10),
  planned("s2", "Debate", "r1", 10, 12),
  planned("s3", "Working group", "r2", 10, 12),
  planned("s4", "Coffee", "", 9, 12, { kind: SessionKind.BREAK }),
  planned("s5", "Closing", "r1", 15, 16),
];
const runs = (id: string, status = RUNNING): Entry => progress(id, { status, actualStartMs: BigInt(at(9, 59)) });
const speaks = (id: string): Entry[] => [
  request(`${id}@1`, { party: "y1" }),
  turn(`${id}@1`, { startedAtMs: BigInt(at(10)), sinceMs: BigInt(at(10)), allottedSeconds: 180 }),
];

function chosen(entries: readonly Entry[], at_ms: number, place: Partial<FloorPlace> = {}): string | undefined {
  const { board } = stage_of(at_ms, [...day, ...entries]).stage;
  return floor_session(board.programme, board.own.floors, { session: "", room: "", ...place }, at_ms)?.id;
}

const half_past_ten = at(10, 30);

test("the session that the scene names is shown, whatever goes on elsewhere", () => {
  const entries = [floor("s2", {}), runs("s2")];
  expect(chosen(entries, half_past_ten, { session: "s1" })).toBe("s1");
  expect(chosen(entries, half_past_ten, { session: "gone" })).toBe("s2");
});

test("in a room it is the one with a floor that is on there", () => {
  const entries = [floor("s2", {}), floor("s3", {}), runs("s2"), runs("s3"), ...speaks("s3")];
  expect(chosen(entries, half_past_ten, { room: "r1" })).toBe("s2");
  expect(chosen(entries, half_past_ten, { room: "r2" })).toBe("s3");
});

test("a room without a floor never shows another room's", () => {
  expect(chosen([floor("s3", {}), runs("s3"), runs("s2")], half_past_ten, { room: "r1" })).toBe("s2");
});

test("without a room it is the one where somebody speaks, then one that runs, then one that is interrupted", () => {
  const floors = [floor("s2", {}), floor("s3", {})];
  expect(chosen([...floors, runs("s2"), runs("s3"), ...speaks("s3")], half_past_ten)).toBe("s3");
  expect(chosen([...floors, runs("s2", PAUSED), runs("s3")], half_past_ten)).toBe("s3");
  expect(chosen([...floors, runs("s2", SUSPENDED), runs("s3", ENDED)], half_past_ten)).toBe("s2");
});

test("where no floor is on, what is on without one, and a break only if nothing else is", () => {
  expect(chosen([floor("s5", {}), runs("s2")], half_past_ten)).toBe("s2");
  expect(chosen([floor("s5", {})], half_past_ten)).toBe("s2");
  expect(chosen([runs("s2", ENDED), runs("s3", ENDED)], half_past_ten)).toBe("s4");
});

test("where nothing is on, the next with a floor, then whatever comes today", () => {
  expect(chosen([floor("s5", {})], at(8))).toBe("s5");
  expect(chosen([], at(8), { room: "r1" })).toBe("s1");
  expect(chosen([], at(13), { room: "r2" })).toBeUndefined();
  expect(chosen([floor("s5", {})], at(20))).toBeUndefined();
});
