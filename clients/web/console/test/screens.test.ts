// The control room's plain parts: its order, its keys, its pictures' addresses, and what its forms come to.

import { SceneKind, ScreenTheme, type ScreenView } from "@dais/sdk";
import { expect, test } from "vitest";
import { read_address } from "../../screens/src/live/address.ts";
import { picture_address, picture_size, preview_address } from "../src/screens/preview_address.ts";
import { draft_of, type SceneDraft, scene_of } from "../src/screens/scene_draft.ts";
import type { Level } from "../src/screens/screen_state.ts";
import { put_screen, setup_of } from "../src/screens/setup_draft.ts";
import { Trail } from "../src/screens/trail.ts";
import { next_spot } from "../src/screens/wall_keys.ts";
import { range, wall_groups } from "../src/screens/wall_order.ts";

const nothing = { kind: SceneKind.UNSPECIFIED, room: "", session: "", declaration: "", announcement: "", note: [] };

function screen(id: string, more: Partial<ScreenView> = {}): ScreenView {
  return {
    id,
    name: id,
    room: "",
    scene: nothing,
    languages: [],
    language_turn_ms: 20_000,
    theme: ScreenTheme.UNSPECIFIED,
    turn_degrees: 0,
    safe_area: 0,
    pixel_shift: false,
    blank: false,
    identify_until_ms: 0,
    reloads: 0,
    ...more,
  };
}

const rooms = ["r1", "r2"].map((id, order) => ({ id, name: [], location: [], order, capacity: 0, unoperated: false }));
const [a, b, c] = [screen("a", { room: "r2" }), screen("b", { room: "r1" }), screen("c", { room: "gone" })];
const ids = (order: "room" | "name", level_of?: (id: string) => Level): string[][] =>
  wall_groups([a, b, c], rooms, order, level_of).map((group) => group.screens.map(({ id }) => id));

test("screens are shown under their rooms in the summit's order, or by name", () => {
  expect(ids("room")).toEqual([["b"], ["a"], ["c"]]);
  expect(ids("name")).toEqual([["a", "b", "c"]]);
});

test("with trouble first, what needs somebody comes before what does not", () => {
  const level_of = (id: string): Level => (id === "c" ? "lost" : id === "a" ? "doubt" : "live");
  expect(ids("room", level_of)).toEqual([["c"], ["a"], ["b"]]);
  expect(ids("name", level_of)).toEqual([["c", "a", "b"]]);
});

test("from one to another all between them are chosen, in either direction", () => {
  expect(range(["a", "b", "c", "d"], "b", "d")).toEqual(["b", "c", "d"]);
  expect(range(["a", "b", "c", "d"], "c", "a")).toEqual(["a", "b", "c"]);
  expect(range(["a", "b"], "", "b")).toEqual([]);
});

test("arrows lead to the next tile as people see them", () => {
  const spots = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => ({ x: column * 300, y: row * 250 })));
  expect(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => next_spot(spots, 4, key))).toEqual([5, 7, 3, 1]);
  expect(next_spot(spots, 0, "ArrowLeft")).toBeUndefined();
  expect(next_spot(spots, 0, "Enter")).toBeUndefined();
});

const podium: SceneDraft = {
  ...draft_of({ ...nothing, kind: SceneKind.PODIUM }, ["fr"]),
  session: "s1",
  declaration: "d1",
  notes: [
    { language: "fr", text: " Merci de conclure " },
    { language: "en", text: "" },
  ],
};

test("a scene says nothing that its kind has no use for", () => {
  expect(scene_of(podium)).toEqual({
    kind: SceneKind.PODIUM,
    room: "",
    session: "s1",
    declaration: "",
    announcement: "",
    note: [{ language: "fr", text: "Merci de conclure" }],
  });
  expect(scene_of({ ...podium, kind: SceneKind.HALL })).toMatchObject({ session: "", note: [] });
});

test("a preview is what the screen's page shows for that address, and reports nothing", () => {
  const address = preview_address("a b", screen("w1"), podium, "ar", "dark");
  const read = read_address(new URL(address, "https://x"));
  expect(read).toMatchObject({ log: "a b", screen: "w1", languages: ["ar"], theme: "dark", turn: 0, preview: true, quiet_emergency: true });
  expect(read.scene).toMatchObject({ kind: SceneKind.PODIUM, session: "s1", note: "Merci de conclure" });
  const picture = read_address(new URL(picture_address("a b", screen("w1")), "https://x"));
  expect(picture).toMatchObject({ screen: "w1", scene: undefined, preview: true, still: true, quiet_emergency: false });
});

test("a picture is upright, and as large as its device says", () => {
  expect(picture_size(screen("w1"), undefined)).toEqual({ width: 1920, height: 1080 });
  expect(picture_size(screen("w1", { turn_degrees: 90 }), { width: 3840, height: 2160 })).toEqual({ width: 2160, height: 3840 });
});

test("what a screen shows stays when its set-up changes, and a field left empty is none", () => {
  const draft = { ...setup_of(undefined), name: " Hall A ", turn_s: Number.NaN };
  expect(put_screen("", draft, undefined)).toMatchObject({ id: "", screen: { name: "Hall A", languageTurnS: 0 } });
  expect(put_screen("", draft, undefined).screen).not.toHaveProperty("scene");
});

test("a trail knows what was held where, and since when there is more", () => {
  const trail = new Trail();
  trail.note(1n, 10n, 100);
  trail.note(4n, 40n, 200);
  trail.note(4n, 41n, 300);
  expect([trail.digest_at(1n), trail.digest_at(2n), trail.digest_at(4n)]).toEqual([10n, undefined, 41n]);
  expect([trail.passed_ms(1n), trail.passed_ms(3n), trail.passed_ms(4n)]).toEqual([200, 200, undefined]);
  // After a restore what was before counts for nothing.
  trail.note(2n, 20n, 400);
  expect([trail.digest_at(4n), trail.passed_ms(1n)]).toEqual([undefined, 400]);
});
