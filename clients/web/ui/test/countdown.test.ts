import { expect, test } from "vitest";
import { minutes_seconds, seconds_until } from "../src/countdown.svelte.ts";

test("a device whose clock is wrong counts what is usual", () => {
  expect(seconds_until(60_000n, 0, 120)).toBe(60);
  expect(seconds_until(60_000n, 3_600_000, 120)).toBe(120);
  expect(seconds_until(86_400_000n, 0, 120)).toBe(120);
  expect([minutes_seconds(65), minutes_seconds(9)]).toEqual(["1:05", "0:09"]);
});
