import { expect, test } from "vitest";
import { wait_ms_max } from "../src/pairing/pairing.svelte.ts";

test("a screen waits longer each time, and never for long", () => {
  expect([0, 1, 2, 10].map(wait_ms_max)).toEqual([1_000, 2_000, 4_000, 30_000]);
});
