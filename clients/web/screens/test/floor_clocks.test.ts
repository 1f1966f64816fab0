import { type ListedView, SessionStatus, type SessionView, type TurnView, VenueTime } from "@dais/sdk";
import { shown_time } from "@dais/ui/floor_state.ts";
import { contrast_of } from "@dais/ui/look.ts";
import { pace_words } from "@dais/ui/floor_said.ts";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { session_clock, speaker_clock, widest_of } from "../src/floor/clocks.ts";
import { next_rows, same_rows } from "../src/floor/rows.ts";
import { session_pace_words } from "../src/scenes/floor_words.ts";
import { at, stage_of } from "./stage_for_tests.ts";

const { reader } = stage_of(at(10), []);
const started = at(10);
const turn = (allotted_seconds: number, more: Partial<TurnView> = {}): TurnView =>
  ({ started_at_ms: started, allotted_seconds, spoken_ms: 0, since_ms: started, ended_at_ms: undefined, interrupts: "", ruling: 0, ...more });

describe("a speaker's clock", () => {
  test.each([
    ["at the beginning", 180, 0, "enough", "3:00", "Time left"],
    ["just before the last minute", 180, 119, "enough", "1:01", "Time left"],
    ["in the last minute", 180, 120, "last", "1:00", "Last minute"],
    ["at the end", 180, 180, "over", "+0:00", "Time is up"],
    ["beyond it", 180, 192, "over", "+0:12", "Time is up"],
    ["in the first half of a minute", 60, 29, "enough", "0:31", "Time left"],
    ["in its second half", 60, 30, "last", "0:30", "Last 30 seconds"],
    ["without a limit", 0, 75, "unlimited", "1:15", "Time spoken"],
  ])("%s", (_, allotted, after_s, pace, shown, words) => {
    const clock = speaker_clock(turn(allotted), started + after_s * 1000);
    expect([clock.pace, shown_time(clock), pace_words(reader, clock)]).toEqual([pace, shown, words]);
  });

  test("has a place as wide as all that it shows, from its first second on", () => {
    expect(widest_of(speaker_clock(turn(180), started))).toEqual(["0:00", "+0:00"]);
    expect(widest_of(speaker_clock(turn(720), started + 300_000))).toEqual(["00:00", "+0:00", "0:00"]);
    expect(widest_of(speaker_clock(turn(0), started))).toContain("00:00");
  });

  test("takes the room of hours once they are gone", () => {
    expect(widest_of(speaker_clock(turn(5400), started))).toContain("0:00:00");
    expect(widest_of(speaker_clock(turn(5400), started + 1801_000))).toEqual(["00:00", "+0:00"]);
  });
});

describe("a session's clock", () => {
  const planned = { starts_at_ms: started, planned_starts_at_ms: started, planned_ends_at_ms: started + 1800_000, end_is_least: false };
  const session = (more: Partial<SessionView> = {}): SessionView =>
    ({ ...planned, ends_at_ms: started + 1800_000, status: SessionStatus.RUNNING, held_since_ms: undefined, ...more }) as SessionView;
  const said = (one: SessionView, after_s: number): unknown => {
    const clock = session_clock(one, started + after_s * 1000)!;
    return [clock.pace, shown_time(clock), session_pace_words(reader, clock)];
  };

  test("counts down to its expected end", () => {
    expect(said(session(), 60)).toEqual(["enough", "29:00", "Time left"]);
    expect(said(session({ ends_at_ms: started + 2400_000 }), 1800)).toEqual(["enough", "10:00", "Time left"]);
    expect(said(session(), 1500)).toEqual(["last", "5:00", "Last 5 minutes"]);
    expect(said(session({ ends_at_ms: started + 300_000 }), 240)).toEqual(["last", "1:00", "Last minute"]);
  });

  test("says by how much it runs over, also when its end is pushed on", () => {
    expect(said(session(), 1860)).toEqual(["over", "+1:00", "Running over"]);
    expect(said(session({ ends_at_ms: started + 2100_000, end_is_least: true }), 1860)).toEqual(["over", "+1:00", "Running over"]);
  });

  test("stands while the session is paused, and is none without a length", () => {
    const paused = session({ status: SessionStatus.PAUSED, held_since_ms: started + 600_000 });
    expect(said(paused, 900)).toEqual(["enough", "20:00", "Paused"]);
    expect(session_clock(session({ ends_at_ms: started }), started)).toBeUndefined();
  });
});

describe("the rows of who comes next", () => {
  const asked = (id: string): ListedView => ({ id }) as ListedView;
  const [one, two] = [asked("s1@1"), asked("s1@2")];
  const rows = (first_ms: number, seconds: number | undefined) =>
    next_rows(reader, new VenueTime(undefined), [{ asked: one, starts_at_ms: first_ms, seconds }, { asked: two, starts_at_ms: undefined, seconds: 0 }], started);

  test("say when and for how long", () => {
    expect(rows(started, 180)).toMatchObject([{ id: "s1@1", when: "~11:00", length: "3:00", spent: false }, { when: "", length: "No limit" }]);
    expect(rows(started, undefined)[0]).toMatchObject({ length: "No time left", spent: true });
  });

  test("are the same objects for as long as they say the same", () => {
    const before = same_rows([], rows(started, 180));
    expect(same_rows(before, rows(started + 59_000, 180))).toBe(before);
    const later = same_rows(before, rows(started + 60_000, 180));
    expect([later[0] === before[0], later[1] === before[1]]).toEqual([false, true]);
  });
});

test("what is written on the ground of a clock can be read from far away", () => {
  const css = readFileSync(new URL("../src/design.css", import.meta.url), "utf8");
  const pairs = [...css.matchAll(/data-pace="(\w+)"\] \{\s+--ground: (#\w+);\s+--on-ground: (#\w+);/g)];
  expect(pairs.map(([, pace]) => pace)).toEqual(["enough", "last", "over"]);
  for (const [, pace, ground, ink] of pairs) expect(contrast_of(ground!, ink!), pace).toBeGreaterThanOrEqual(7);
});
