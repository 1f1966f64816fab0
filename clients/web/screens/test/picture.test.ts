import { expect, test } from "vitest";
import { type Lie, type Picture, picture_of } from "../src/live/picture.ts";

const hd = { width: 1920, height: 1080, turn: 0, safe_area: 0, shift_no: 0 };
const lie = (some: Partial<Lie>): Picture => picture_of({ ...hd, ...some });

/** Where a point of the picture lies on the device. */
function on_device({ transform }: Picture, x: number, y: number): [number, number] {
  const [, left, top] = /^translate\((-?[\d.]+)px, (-?[\d.]+)px\)/.exec(transform)!.map(Number);
  const turned = Number(/rotate\((\d+)deg\)$/.exec(transform)?.[1] ?? 0) * (Math.PI / 180);
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)];
  // No -0 of a turn.
  return [Math.round(left! + x * cos - y * sin) + 0, Math.round(top! + x * sin + y * cos) + 0];
}

/** The device's rectangle that the picture covers. */
function covered(picture: Picture): { left: number; top: number; right: number; bottom: number } {
  const { width, height } = picture;
  const corners = [[0, 0], [width, 0], [0, height], [width, height]].map(([x, y]) => on_device(picture, x!, y!));
  const [across, down] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
}

const turns = [0, 90, 180, 270];

test.each(turns)("turned by %i degrees it covers the whole device", (turn) => {
  expect(covered(lie({ turn }))).toEqual({ left: 0, top: 0, right: 1920, bottom: 1080 });
  expect(covered(lie({ turn, width: 512, height: 256 }))).toEqual({ left: 0, top: 0, right: 512, bottom: 256 });
});

test("its upper left corner is where somebody sees it who turned the device", () => {
  expect(turns.map((turn) => on_device(lie({ turn }), 0, 0))).toEqual([[0, 0], [1920, 0], [1920, 1080], [0, 1080]]);
});

test.each(turns)("turned by %i degrees it leaves out what the device hides", (turn) => {
  expect(covered(lie({ turn, safe_area: 0.05 }))).toEqual({ left: 96, top: 54, right: 1824, bottom: 1026 });
});

test("it has the sides that the device has after turning", () => {
  expect(lie({ turn: 90 })).toMatchObject({ width: 1080, height: 1920, shape: "tower" });
  expect(lie({ turn: 180 })).toMatchObject({ width: 1920, height: 1080, shape: "landscape" });
  expect(lie({ turn: 270, width: 1080, height: 1920 })).toMatchObject({ width: 1920, height: 1080, shape: "landscape" });
});

test("each device has its shape, and letters that are read on it", () => {
  const of = (width: number, height: number): [string, number] => {
    const { shape, unit_px } = lie({ width, height });
    return [shape, Math.round(unit_px)];
  };
  expect(of(1920, 1080)).toEqual(["landscape", 24]);
  expect(of(3840, 2160)).toEqual(["landscape", 48]);
  expect(of(1366, 768)).toEqual(["landscape", 17]);
  expect(of(1080, 1920)).toEqual(["tower", 24]);
  expect(of(3840, 540)).toEqual(["ribbon", 24]);
  expect(of(512, 256)).toEqual(["small", 11]);
});

test("all places among which it moves are near its own, and the first is its own", () => {
  const corners = Array.from({ length: 9 }, (_, shift_no) => on_device(lie({ shift_no }), 0, 0));
  expect(corners[0]).toEqual([0, 0]);
  expect(new Set(corners.map(String)).size).toBe(9);
  for (const [x, y] of corners) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4);
  expect(on_device(lie({ shift_no: 9 }), 0, 0)).toEqual(corners[0]);
});
