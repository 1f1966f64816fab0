import { expect, test } from "vitest";
import { paged } from "../src/fit/pages.ts";

const pages = (heights: readonly number[], gap: number, height: number): string =>
  paged(heights, gap, height)
    .map(({ first, end }) => `${first}–${end}`)
    .join(" ");

test("as many items stand on a page as fit, with what is between them", () => {
  expect(pages([10, 10, 10, 10], 5, 40)).toBe("0–3 3–4");
  expect(pages([10, 10, 10, 10], 0, 40)).toBe("0–4");
  expect(pages([], 5, 40)).toBe("");
});

test("a rounded pixel makes no page of its own", () => {
  expect(pages([20.4, 20.4], 0, 40)).toBe("0–2");
  expect(pages([21, 21], 0, 40)).toBe("0–1 1–2");
});

test("what is higher than a page has one to itself, and nothing is lost", () => {
  expect(pages([10, 90, 10, 10], 5, 40)).toBe("0–1 1–2 2–4");
  expect(pages([90], 5, 40)).toBe("0–1");
  const heights = Array.from({ length: 300 }, (_, index) => 7 + ((index * 31) % 23));
  const made = paged(heights, 3, 100);
  expect(made[0]!.first).toBe(0);
  expect(made.at(-1)!.end).toBe(300);
  made.slice(1).forEach(({ first }, index) => expect(first).toBe(made[index]!.end));
});
