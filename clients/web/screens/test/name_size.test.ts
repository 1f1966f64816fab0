import { expect, test } from "vitest";
import { name_share } from "../src/parts/name_size.ts";

// Every letter is half as wide as high.
const width_of = (word: string): number => word.length / 2;
const share = (name: string, width: number, height = 1.5): number | undefined => name_share(name.split(" "), { width, height, line: 1.1 }, width_of);

test("a name that fits is as large as the others", () => {
  expect(share("Kenya", 10)).toBe(1);
  expect(share("Republic of Moldova", 10)).toBe(1);
});

test("a longer one is smaller, in one line or in two", () => {
  expect(share("Republic of Moldova", 9)).toBe(0.92);
  expect(share("United Kingdom of Great Britain and Northern Ireland", 13, 1.6)).toBe(0.68);
});

test("no word is broken, whatever room there is below", () => {
  expect(share("Liechtenstein", 6, 9)).toBe(0.84);
});

test("what fits in no size is to be measured", () => {
  expect(share("Liechtenstein", 2, 9)).toBeUndefined();
  expect(share("Kenya", 0, 0)).toBeUndefined();
});
