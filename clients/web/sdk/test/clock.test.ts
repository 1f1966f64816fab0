import { create } from "@bufbuild/protobuf";
import { beforeEach, expect, test } from "vitest";
import { type Clock, ClockSchema } from "../gen/dais/v1/live_pb.ts";
import { LogClock } from "../src/clock.ts";

let local = 0;
let clock: LogClock;
const says = (at_ms: number, rate = 1000): Clock => create(ClockSchema, { atMs: BigInt(at_ms), ratePermille: rate });

beforeEach(() => {
  local = 1000;
  clock = new LogClock(() => local);
});

test("runs from what the Welcome said", () => {
  expect(clock.hear(says(500_000))).toBe(true);
  local += 250;
  expect(clock.now()).toBe(500_250);
});

test("runs at the rate of a played day", () => {
  clock.hear(says(0, 60_000));
  local += 1000;
  expect(clock.now()).toBe(60_000);
});

test("keeps the Pong of the smallest round trip", () => {
  clock.hear(says(500_000));
  local = 1400;
  clock.hear_pong(says(500_300), 1000); // 400 ms round: 500 500 now, give or take 200
  expect(clock.now()).toBe(500_500);
  local = 1500;
  clock.hear_pong(says(500_585), 1480); // 20 ms round: 500 595 now
  expect(clock.now()).toBe(500_595);
  local = 1900;
  clock.hear_pong(says(500_700), 1500); // 400 ms round again: no better
  expect(clock.now()).toBe(500_995);
});

test("follows a server whose clock was set", () => {
  clock.hear(says(500_000));
  clock.hear_pong(says(500_000), 980);
  local += 1000;
  expect(clock.hear(says(900_000))).toBe(true);
  expect(clock.now()).toBe(900_000);
  local += 1000;
  expect(clock.hear(says(700_000))).toBe(true); // Behind: only a Pong can tell late from set.
  clock.hear_pong(says(700_000), local - 20);
  expect(clock.now()).toBe(700_010);
});

test("a late heartbeat does not move it", () => {
  clock.hear(says(500_000));
  clock.hear_pong(says(500_000), 980);
  local += 2000;
  expect(clock.hear(says(501_000))).toBe(false);
  expect(clock.now()).toBe(502_010);
});

test("follows another rate at once", () => {
  clock.hear(says(500_000));
  clock.hear(says(500_000, 0));
  local += 1000;
  expect(clock.now()).toBe(500_000);
});
