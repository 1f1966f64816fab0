import { expect, test } from "vitest";
import { between_reloads_ms, may_reload } from "../src/reload.ts";

function memory(keeps = true): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (keeps) held.set(key, value);
    },
  } as Storage;
}

test("a page reloads by itself, at most once in a while", () => {
  const tab = memory();
  expect(may_reload(tab, 1_000)).toBe(true);
  expect(may_reload(tab, 2_000)).toBe(false);
  expect(may_reload(tab, 999 + between_reloads_ms)).toBe(false);
  expect(may_reload(tab, 1_000 + between_reloads_ms)).toBe(true);
});

test("and never where it cannot remember that it did", () => {
  const refusing = { getItem: () => null, setItem: () => { throw new Error("full"); } } as unknown as Storage;
  expect([may_reload(undefined, 1_000), may_reload(memory(false), 1_000), may_reload(refusing, 1_000)]).toEqual([false, false, false]);
});
