import { expect, test } from "vitest";
import { grid_of, rows_of } from "../src/scenes/hall_grid.ts";

const wall = { columns_max: 3, rows_max: 3, aspect: (columns: number, rows: number) => 77 / columns / (37 / rows) };
const tower = { columns_max: 1, rows_max: 5, aspect: (_columns: number, rows: number) => 42 / (72 / rows) };
const lengths = (count: number, room = wall): number[][] => {
  const grid = grid_of(count, room);
  const items = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: grid.pages }, (_, page) => rows_of(items, grid, page).map((row) => row.length));
};

test("as few places as can be stay empty, on as few pages", () => {
  expect(lengths(1)).toEqual([[1]]);
  expect(lengths(3)).toEqual([[3]]);
  expect(lengths(4)).toEqual([[2, 2]]);
  expect(lengths(9)).toEqual([[3, 3, 3]]);
  expect(lengths(30)).toEqual(Array.from({ length: 5 }, () => [3, 3]));
});

test("rows that are not full are the last ones, and fill the scene all the same", () => {
  expect(lengths(5)).toEqual([[3, 2]]);
  expect(lengths(8)).toEqual([[3, 3, 2]]);
  expect(lengths(16)).toEqual([[3, 3, 2], [3, 3, 2]]);
});

test("every room is on one page, in order", () => {
  for (let count = 1; count <= 40; count += 1) {
    for (const place of [wall, tower]) {
      const items = Array.from({ length: count }, (_, index) => index);
      const grid = grid_of(count, place);
      const shown = Array.from({ length: grid.pages }, (_, page) => rows_of(items, grid, page)).flat(2);
      expect(shown).toEqual(items);
    }
  }
});

test("a tower has one column, and a place too small for anything has one cell", () => {
  expect(lengths(7, tower)).toEqual([[1, 1, 1, 1], [1, 1, 1]]);
  expect(grid_of(3, { columns_max: 0, rows_max: 0, aspect: () => 1 })).toEqual({ columns: 1, rows: 1, pages: 3 });
  expect(grid_of(0, wall)).toMatchObject({ pages: 1 });
  expect(rows_of([], grid_of(0, wall), 0)).toEqual([]);
});
