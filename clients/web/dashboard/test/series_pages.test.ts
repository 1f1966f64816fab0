import { expect, test } from "vitest";
import { on_page_max, wall_pages } from "../src/series/pages.ts";

const none = { declarations: 0, bodies: 0, commitments: 0, editions: 0 };

test("a section that has nothing has no page", () => {
  expect(wall_pages(none)).toEqual([]);
  expect(wall_pages({ ...none, bodies: 1 })).toEqual([{ section: "bodies", from: 0, end: 1 }]);
});

test("what does not fit on one page is on pages as even as can be, and nothing is left out", () => {
  expect(wall_pages({ ...none, bodies: on_page_max.bodies + 1, editions: 2 })).toEqual([
    { section: "bodies", from: 0, end: 4 },
    { section: "bodies", from: 4, end: 7 },
    { section: "editions", from: 0, end: 2 },
  ]);
});
