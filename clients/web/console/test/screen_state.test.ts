// What a tile says of a Screen, from what is asked of it and what its devices report.

import { SceneKind, ScreenTheme, type ScreenView } from "@dais/sdk";
import { expect, test } from "vitest";
import { type Knowledge, screen_state, type ShownScreen } from "../src/screens/screen_state.ts";
import { Trail } from "../src/screens/trail.ts";

const now_ms = 1_726_142_400_000;
const digest = 77n;
const position = 12n;

const screen: ScreenView = {
  id: "w1",
  name: "Hall A, left",
  room: "",
  scene: { kind: SceneKind.WELCOME, room: "", session: "", declaration: "", announcement: "", note: [] },
  languages: [],
  language_turn_ms: 20_000,
  theme: ScreenTheme.UNSPECIFIED,
  turn_degrees: 0,
  safe_area: 0,
  pixel_shift: false,
  blank: false,
  identify_until_ms: 0,
  reloads: 0,
};

type Report = NonNullable<ShownScreen["report"]>;

/** A device that shows what it should, but for what is said otherwise. */
function heard(report: Partial<Report> = {}, shown: Partial<ShownScreen> = {}): ShownScreen {
  const at_ms = shown.heardAtMs ?? BigInt(now_ms - 3_000);
  return {
    $typeName: "dais.v1.ShownScreen",
    login: "screen:a",
    heardAtMs: at_ms,
    connected: true,
    ...shown,
    report: {
      $typeName: "dais.v1.Report",
      log: "gdpa-2024",
      position,
      digestDiffered: false,
      screen: "Hall A, left",
      screenId: "w1",
      scene: SceneKind.WELCOME,
      announcement: "",
      language: "fr",
      blank: false,
      digest,
      ageMs: 900,
      drawnAtMs: at_ms - 400n,
      width: 1920,
      height: 1080,
      faults: 0,
      ...report,
    },
  };
}

function knowledge(more: Partial<Knowledge> = {}): Knowledge {
  const trail = new Trail();
  trail.note(position, digest, now_ms - 60_000);
  return {
    now_ms,
    rate: 1,
    trail,
    emergencies: [],
    told: true,
    paired: new Map([["w1", ["screen:a"]]]),
    has_room: (id) => id === "r1",
    is_switching: () => false,
    size_of: () => "1920 × 1080",
    ...more,
  };
}

const state = (shown: readonly ShownScreen[], more: Partial<Knowledge> = {}, asked: ScreenView = screen) =>
  screen_state(asked, shown, knowledge(more));

test("a screen that shows what was asked, and was heard a moment ago, is live", () => {
  expect(state([heard()])).toMatchObject({ level: "live", troubles: [] });
});

test.each<[string, Partial<Report>, object]>([
  ["another scene", { scene: SceneKind.HALL }, { what: "other_scene", shows: SceneKind.HALL, asked: SceneKind.WELCOME }],
  ["darkness that nobody asked for", { blank: true }, { what: "dark" }],
  ["records that sum to something else", { digest: 78n }, { what: "differs" }],
  ["something old", { ageMs: 120_000 }, { what: "old", for_ms: 120_000 }],
  ["no new picture", { drawnAtMs: BigInt(now_ms - 33_000) }, { what: "not_drawn", for_ms: 30_000 }],
  ["no picture at all", { drawnAtMs: 0n }, { what: "draws_nothing" }],
  ["faults", { faults: 3 }, { what: "faults", count: 3 }],
  ["a smaller picture", { width: 1280, height: 720 }, { what: "other_size", size: "1280 × 720", was: "1920 × 1080" }],
])("a screen with %s is to be looked at", (_, report, trouble) => {
  expect(state([heard(report)])).toMatchObject({ level: "doubt", troubles: [trouble] });
});

test("what is behind is told once it had the time to catch up", () => {
  const trail = new Trail();
  trail.note(position, digest, now_ms - 60_000);
  trail.note(position + 1n, 80n, now_ms - 8_000);
  expect(state([heard()], { trail })).toMatchObject({ level: "live" });
  const late = new Trail();
  late.note(position, digest, now_ms - 60_000);
  late.note(position + 1n, 80n, now_ms - 25_000);
  expect(state([heard()], { trail: late }).troubles).toEqual([{ what: "behind", for_ms: 22_000 }]);
});

test("a screen ahead of what is known here is not behind", () => {
  expect(state([heard({ position: 99n, digest: 1n })])).toMatchObject({ level: "live" });
});

test("silence is a doubt, then no contact", () => {
  const at = (ago_ms: number): ShownScreen => heard({}, { heardAtMs: BigInt(now_ms - ago_ms) });
  expect(state([at(14_000)]).level).toBe("live");
  expect(state([at(20_000)])).toMatchObject({ level: "doubt", troubles: [{ what: "silent", for_ms: 20_000 }] });
  expect(state([at(70_000)])).toMatchObject({ level: "lost", troubles: [{ what: "gone", since_ms: now_ms - 70_000 }] });
});

test("a played day is counted in real time", () => {
  const shown = heard({}, { heardAtMs: BigInt(now_ms - 3_000 * 60) });
  expect(state([shown], { rate: 60 }).level).toBe("live");
  expect(state([shown]).level).toBe("lost");
});

test("a screen that is gone says since when, and one that nobody paired says that", () => {
  const gone = heard({}, { connected: false, heardAtMs: BigInt(now_ms - 600_000) });
  expect(state([gone])).toMatchObject({ level: "lost", troubles: [{ what: "gone", since_ms: now_ms - 600_000 }] });
  expect(state([], { paired: new Map() })).toMatchObject({ level: "lost", troubles: [{ what: "never_paired" }] });
  expect(state([])).toMatchObject({ level: "lost", troubles: [{ what: "never_heard" }] });
});

test("a device that was ended is nobody's trouble", () => {
  const ended = heard({}, { login: "screen:old", connected: false });
  expect(state([ended, heard()])).toMatchObject({ level: "live" });
  // Where nobody knows who is paired, one that is there stands in for one that is gone.
  expect(state([ended, heard()], { paired: undefined })).toMatchObject({ level: "live" });
  expect(state([ended], { paired: undefined })).toMatchObject({ level: "lost" });
});

test("of two devices the one that needs somebody is told", () => {
  const other = heard({ faults: 1 }, { login: "screen:b" });
  const paired = new Map([["w1", ["screen:a", "screen:b"]]]);
  expect(state([heard(), other], { paired })).toMatchObject({ level: "doubt", troubles: [{ what: "faults", count: 1 }] });
  expect(state([heard(), other], { paired }).devices.map(({ login, level }) => [login, level])).toEqual([
    ["screen:a", "live"],
    ["screen:b", "doubt"],
  ]);
});

test("what was asked a moment ago is not yet amiss; everything else is", () => {
  const is_switching = (): boolean => true;
  expect(state([heard({ scene: SceneKind.HALL })], { is_switching })).toMatchObject({ level: "switching", troubles: [] });
  expect(state([heard()], { is_switching })).toMatchObject({ level: "live" });
  expect(state([heard({ scene: SceneKind.HALL, faults: 2 })], { is_switching })).toMatchObject({ level: "doubt", troubles: [{ what: "faults" }] });
});

test("a screen that loads itself anew is away for a moment", () => {
  const away = heard({}, { connected: false });
  expect(state([away], { is_switching: () => true })).toMatchObject({ level: "switching", troubles: [] });
  expect(state([away])).toMatchObject({ level: "lost" });
});

test("an emergency goes before every scene, and before darkness", () => {
  const dark = { ...screen, blank: true };
  const emergencies = ["n7"];
  expect(state([heard({ announcement: "n7" })], { emergencies }, dark)).toMatchObject({ level: "live" });
  expect(state([heard({ blank: true })], { emergencies }, dark)).toMatchObject({ troubles: [{ what: "no_emergency" }] });
  expect(state([heard({ blank: true })], {}, dark)).toMatchObject({ level: "live" });
  expect(state([heard()], {}, dark)).toMatchObject({ troubles: [{ what: "lit" }] });
});

test("a scene that is left to the place is the room's day, or the hall's", () => {
  const by_place = (room: string): ScreenView => ({ ...screen, room, scene: { ...screen.scene, kind: SceneKind.UNSPECIFIED } });
  expect(state([heard({ scene: SceneKind.DOOR })], {}, by_place("r1"))).toMatchObject({ level: "live" });
  expect(state([heard({ scene: SceneKind.HALL })], {}, by_place(""))).toMatchObject({ level: "live" });
  // Of a room that is gone there is no day.
  expect(state([heard({ scene: SceneKind.HALL })], {}, by_place("r9"))).toMatchObject({ level: "live" });
});

test("whoever is not told what screens report is told that, and no more", () => {
  expect(state([], { told: false })).toEqual({ level: "unknown", troubles: [], devices: [] });
});
