import type { SessionView } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import { in_sight, lay_out, minute_on_top, row_of_now, row_rem, rows_of, tops_of } from "../src/day/layout.ts";

const day_starts = Date.UTC(2024, 8, 12, 5);
const day = { date: "2024-09-12", starts_at_ms: day_starts, ends_at_ms: day_starts + 86_400_000 };
const at = (minutes: number): number => day_starts + minutes * 60_000;

function session(id: string, from: number, to: number, room = "r1"): SessionView {
  const times = { starts_at_ms: at(from), ends_at_ms: at(to) };
  const none = { interpretation_languages: [], sign_languages: [], streams: [], documents: [] };
  return { id, room, ...none, ...times, planned_starts_at_ms: at(from), planned_ends_at_ms: at(to) } as unknown as SessionView;
}

describe("the grid", () => {
  test("begins and ends on whole hours and has the rooms in use", () => {
    const layout = lay_out([session("a", 250, 300), session("b", 270, 425, "r3")], ["r1", "r2", "r3"], day);
    expect(layout).toMatchObject({ columns: ["r1", "r3"], starts_at_ms: at(240), minutes: 240 });
    expect(layout.placed.get("r1")).toMatchObject([{ top: 10, minutes: 50, lane: 0, lanes: 1 }]);
  });

  test("overlapping sessions of a room share its column, others do not", () => {
    const layout = lay_out([session("a", 0, 60), session("b", 30, 90), session("c", 60, 120), session("d", 120, 180)], ["r1"], day);
    const lanes = layout.placed.get("r1")!.map(({ session: { id }, lane, lanes: of }) => `${id} ${lane}/${of}`);
    expect(lanes.sort()).toEqual(["a 0/2", "b 1/2", "c 0/2", "d 0/1"]);
  });

  test("what has no length is seen all the same", () => {
    expect(lay_out([session("a", 0, 0)], ["r1"], day).placed.get("r1")).toMatchObject([{ minutes: 5 }]);
  });

  test("what happens on another day stays where it was planned", () => {
    const late = { ...session("a", 60, 90), starts_at_ms: at(9999), ends_at_ms: at(10_029) };
    expect(lay_out([late], ["r1"], day).placed.get("r1")).toMatchObject([{ top: 0, minutes: 30 }]);
  });
});

describe("the list", () => {
  test("has a row for each time", () => {
    const rows = rows_of([session("a", 0, 60), session("b", 0, 60), session("c", 60, 90)]);
    expect(rows.map((row) => ("session" in row ? row.session.id : "time"))).toEqual(["time", "a", "b", "time", "c"]);
  });

  test("gives each part a line, and one to languages, streams and documents", () => {
    const plain = session("a", 0, 60);
    const bare = row_rem({ session: plain }, 0);
    const signed = { ...plain, sign_languages: ["ase"] };
    expect(row_rem({ session: plain }, 2) - bare).toBe(3);
    const read = { ...signed, documents: [{ id: "d", symbol: "A/1", title: [], links: [] }] };
    expect(row_rem({ session: signed }, 0)).toBeGreaterThan(bare);
    expect(row_rem({ session: read }, 0)).toBeGreaterThan(row_rem({ session: signed }, 0));
    expect(row_rem({ time_ms: 0 }, 0)).toBeLessThan(bare);
  });

  test("opens at what goes on, else at what comes next", () => {
    const rows = rows_of([session("a", 0, 600), session("b", 60, 90), session("c", 120, 150)]);
    const opened = (now: number, ...on: string[]): number => row_of_now(rows, at(now), ({ id }) => on.includes(id));
    expect([opened(-5), opened(70, "a", "b"), opened(100, "a"), opened(100), opened(130, "c"), opened(900)]).toEqual([0, 2, 0, 4, 4, 0]);
  });

  test("draws only what is in sight", () => {
    const tops = tops_of(Array.from({ length: 1000 }, () => 50));
    expect(in_sight(tops, 0, 100)).toEqual({ first: 0, end: 2 });
    expect(in_sight(tops, 25_010, 25_100)).toEqual({ first: 500, end: 502 });
    expect(in_sight(tops, 49_990, 60_000)).toEqual({ first: 999, end: 1000 });
    expect(in_sight(tops_of([]), 0, 100)).toEqual({ first: 0, end: 0 });
  });
});

describe("a grid", () => {
  test("opens with now in its upper quarter, and with the beginning of what goes on if that leaves now in the upper half", () => {
    expect(minute_on_top(300, 120, [])).toBe(270);
    expect(minute_on_top(300, 120, [290, 280])).toBe(270);
    expect(minute_on_top(300, 120, [290, 250])).toBe(250);
    expect(minute_on_top(300, 120, [100])).toBe(240);
    expect(minute_on_top(10, 120, [5])).toBe(0);
  });
});
