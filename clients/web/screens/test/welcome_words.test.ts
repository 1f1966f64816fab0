import { SessionKind, SessionStatus } from "@dais/sdk";
import { expect, test } from "vitest";
import { goes_on, place_parts, standby_lines, welcome_lines } from "../src/scenes/welcome_words.ts";
import { at, planned, progress, type Staged, stage_of, text } from "./stage_for_tests.ts";

const day = [
  planned("s1", "Opening", "r1", 9, 10),
  planned("s2", "Lunch", "r2", 12, 13, { kind: SessionKind.BREAK }),
  planned("s3", "Climate", "r1", 13, 14),
  planned("s4", "Health", "r2", 15, 16),
  planned("s5", "Youth", "r1", 15, 16),
  planned("s6", "Closing", "r1", 33, 34),
];

function set_of(now_ms: number, room = "", entries = day): Staged {
  const set = stage_of(now_ms, entries, room);
  Object.assign(set.stage, { scene: { note: [{ ...text("Doors open soon"), sourceDigest: new Uint8Array() }] } });
  return set;
}
const words = ({ stage, reader }: Staged): [string, string, string] | undefined => {
  const next = goes_on(stage, reader);
  return next && [next.words, reader.pick(next.title).text, reader.pick(next.room).text];
};

test("a break is no going on", () => {
  expect(words(set_of(at(11)))).toEqual(["Continues at 13:00", "Climate", "Plenary"]);
});

test("of several at once none is named, but in a room there is one", () => {
  expect(words(set_of(at(14, 30)))).toEqual(["Continues at 15:00", "", ""]);
  expect(words(set_of(at(14, 30), "r2"))).toEqual(["Continues at 15:00", "Health", ""]);
});

test("what was suspended goes on when it does, and what is late is said to be", () => {
  const { stage, reader, change } = set_of(at(9, 30), "r1");
  change(progress("s1", { status: SessionStatus.SUSPENDED, actualStartMs: BigInt(at(9)), resumesAtMs: BigInt(at(9, 50)) }));
  expect(goes_on(stage, reader)?.words).toBe("Suspended, resumes at 09:50");
});

test("before the first day, between two and after the last", () => {
  expect(words(set_of(at(12, 0, 11)))?.slice(0, 2)).toEqual(["Opens on Thursday 12 September at 09:00", "Opening"]);
  expect(words(set_of(at(20)))?.slice(0, 2)).toEqual(["Continues on Friday 13 September at 09:00", "Closing"]);
  expect(words(set_of(at(12, 0, 13)))).toEqual(["This summit has ended", "", ""]);
  expect(words(set_of(at(12), "", []))).toBeUndefined();
});

test("those who listen hear whose summit it is, and how it goes on", () => {
  const { stage, reader } = set_of(at(11));
  expect(place_parts(stage, reader)).toEqual(["Sal", "12–13 September 2024"]);
  expect(welcome_lines(stage, reader)).toEqual(["Summit", "Doors open soon", "", "Sal, 12–13 September 2024", "Continues at 13:00: Climate, Plenary"]);
  expect(standby_lines(stage, reader)).toEqual(["Summit", "Doors open soon", "Continues at 13:00: Climate, Plenary"]);
});
