import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, test } from "vitest";
import { type Clock, ClockSchema } from "../gen/dais/v1/live_pb.ts";
import { LogClock } from "../src/clock.ts";
import { ping_in_doubt_every_ms } from "../src/limits.ts";

let local = 0;
let clock: LogClock;
const heartbeat_ms = 4000;
const says = (at_ms: number, rate = 1000): Clock => create(ClockSchema, { atMs: BigInt(Math.floor(at_ms)), ratePermille: rate });

/** Give or take what whole milliseconds and a second of drift make uncertain. */
const expect_now = (at_ms: number): void => {
  expect(Math.abs(clock.now() - at_ms)).toBeLessThanOrEqual(clock.rate);
};

beforeEach(() => {
  local = 1000;
  clock = new LogClock(() => local);
});

describe("what the server says", () => {
  test("runs on from the Welcome", () => {
    expect(clock.hear(says(500_000))).toBe(true);
    local += 250;
    expect(clock.now()).toBe(500_250);
  });

  test("runs at the rate of a played day", () => {
    clock.hear(says(0, 60_000));
    local += 1000;
    expect(clock.now()).toBe(60_000);
    clock.hear_pong(says(60_000, 60_000), local - 20);
    expect_now(60_600);
    expect(clock.doubt_ms).toBeCloseTo(10, -1);
  });

  test("a quick Pong counts, a slow one after it does not", () => {
    clock.hear(says(500_000));
    local = 1400;
    clock.hear_pong(says(500_300), 1000); // between 500 400, as the Welcome has it, and 500 700
    expect_now(500_550);
    expect(clock.doubt_ms).toBeCloseTo(150, -1);
    local = 1500;
    clock.hear_pong(says(500_585), 1480); // 20 ms round: 500 595 now
    expect_now(500_595);
    local = 1900;
    clock.hear_pong(says(500_700), 1500); // 400 ms round again
    expect_now(500_995);
    expect(clock.doubt_ms).toBeLessThan(12);
  });

  test("one quick way there and one quick way back are as good as both at once", () => {
    clock.hear_pong(says(500_005), 1000 - 85); // 5 ms there, 80 back: 500 085 now
    local += 1000;
    clock.hear_pong(says(501_080), local - 85); // 80 there, 5 back: 501 085 now
    expect_now(501_085);
    expect(clock.doubt_ms).toBeLessThan(6);
  });

  test("a heartbeat that was quick tells that it is later than was thought", () => {
    clock.hear_pong(says(500_000), 1000 - 60);
    expect_now(500_030);
    expect(clock.hear(says(500_050))).toBe(false);
    expect_now(500_055);
  });

  test("a late heartbeat does not move it", () => {
    clock.hear(says(500_000));
    clock.hear_pong(says(500_000), 980);
    local += 2000;
    expect(clock.hear(says(501_000))).toBe(false);
    expect_now(502_010);
  });

  test("a clock that was set is followed", () => {
    clock.hear(says(500_000));
    clock.hear_pong(says(500_000), 980);
    local += 1000;
    expect(clock.hear(says(900_000))).toBe(true);
    expect(clock.now()).toBe(900_000);
    local += 1000;
    expect(clock.hear(says(700_000))).toBe(true); // Behind: only a Pong can tell late from set.
    clock.hear_pong(says(700_000), local - 20);
    expect_now(700_010);
  });

  test("another rate is followed at once", () => {
    clock.hear(says(500_000));
    clock.hear(says(500_000, 0));
    local += 1000;
    expect(clock.now()).toBe(500_000);
  });

  test("a small correction makes it stand still for a moment rather than go back", () => {
    clock.hear_pong(says(500_000), 1000 - 100);
    expect_now(500_050);
    local += 10;
    const before = clock.now();
    clock.hear_pong(says(500_010), local - 4); // it is 40 ms earlier
    expect(clock.now()).toBe(before);
    local += 30;
    expect(clock.now()).toBe(before);
    local += 30;
    expect_now(500_072);
  });
});

describe("the way to an instant", () => {
  test("is in real time, and never too short", () => {
    clock.hear(says(500_000));
    expect(clock.until(501_000)).toBe(1000);
    local += 0.4;
    expect(clock.until(501_000)).toBe(1000);
    expect(clock.until(500_000)).toBe(0);
    clock.hear(says(500_000, 60_000));
    expect(clock.until(560_000)).toBe(1000);
    clock.hear(says(500_000, 0));
    expect([clock.until(500_000), clock.until(500_001)]).toEqual([0, Infinity]);
  });
});

describe("a guess", () => {
  test("runs until the server says something, whatever that is", () => {
    clock.guess(500_000, 1);
    local += 100;
    expect([clock.now(), clock.known, clock.guessed, clock.doubt_ms]).toEqual([500_100, true, true, Infinity]);
    expect(clock.hear(says(499_000))).toBe(true);
    expect([clock.now(), clock.guessed]).toEqual([499_000, false]);
  });

  test("gives way to a Pong", () => {
    clock.guess(500_000, 1);
    clock.hear_pong(says(400_000), 990);
    expect_now(400_005);
    expect(clock.guessed).toBe(false);
  });

  test("is no match for what is known", () => {
    clock.hear(says(500_000));
    clock.guess(100, 1);
    expect([clock.now(), clock.guessed]).toEqual([500_000, false]);
  });
});

/** Numbers in [0, 1), the same for a seed. */
function random_of(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Line {
  /** Of one way, each time another. */
  readonly way_ms: (random: () => number) => number;
  /** How often the page is busy when something comes, and for how long at most. */
  readonly busy: number;
  readonly busy_ms_max: number;
}

/**
 * A device whose clock runs otherwise than the server's, with pings as the follower sends them and a heartbeat every four
 * seconds: by how much it was wrong at most between two instants.
 */
function worst_error_ms(line: Line, skew: number, seed: number, from_ms: number, to_ms: number): number {
  const random = random_of(seed);
  const server_of = (at: number): number => 1_726_131_600_000 + at;
  const local_of = (at: number): number => 3_000 + at * (1 + skew);
  let real = 0;
  const device = new LogClock(() => local_of(real));
  const there = (): number => line.way_ms(random);
  const back = (): number => line.way_ms(random) + (random() < line.busy ? random() * line.busy_ms_max : 0);

  const waiting: { at: number; act: () => void }[] = [];
  const after = (wait_ms: number, act: () => void): void => {
    const at = real + wait_ms;
    const index = waiting.findIndex((one) => one.at > at);
    waiting.splice(index < 0 ? waiting.length : index, 0, { at, act });
  };
  let pings = 0;
  let pinged = 0;
  const ping = (): void => {
    const sent = Math.floor(local_of(real));
    const way = there();
    const said = says(server_of(real + way));
    pings += 1;
    pinged = real;
    after(way + back(), () => {
      device.hear_pong(said, sent);
      if (device.ping_after_ms(pings) === 0) ping();
    });
  };
  const every = (wait_ms: number, act: () => void): void => {
    after(wait_ms, () => {
      act();
      every(wait_ms, act);
    });
  };
  const hear = (): void => {
    const said = says(server_of(real));
    after(back(), () => void device.hear(said));
  };

  let worst = 0;
  hear();
  after(100, ping);
  every(heartbeat_ms, hear);
  every(ping_in_doubt_every_ms, () => {
    if (real - pinged >= device.ping_after_ms(pings)) ping();
  });
  every(250, () => {
    if (real >= from_ms) worst = Math.max(worst, Math.abs(device.now() - server_of(real)));
  });
  for (let next = waiting.shift(); next && next.at < to_ms; next = waiting.shift()) {
    real = next.at;
    next.act();
  }
  return worst;
}

describe("screens agree", () => {
  const hour_ms = 3_600_000;
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const lan: Line = { way_ms: (random) => 0.2 + 2 * random(), busy: 0, busy_ms_max: 0 };
  const busy: Line = { ...lan, busy: 0.5, busy_ms_max: 300 };
  const uneven: Line = { way_ms: (random) => 5 + 75 * random(), busy: 0, busy_ms_max: 0 };

  test.each([
    ["on a good network", lan, 8],
    ["while the page is busy", busy, 25],
    ["on a network that is slow now there, now back", uneven, 25],
  ])("%s, however fast or slow a device's own clock", (_, line, error_ms_max) => {
    for (const skew of [-1e-4, 0, 1e-4]) {
      for (const seed of seeds) expect(worst_error_ms(line, skew, seed, 20_000, hour_ms)).toBeLessThan(error_ms_max);
    }
  });

  test("and no more is asked of a line that is always slow than of a good one", () => {
    const slow = new LogClock(() => local);
    for (let pings = 3; pings < 10; pings += 1) {
      slow.hear_pong(says(500_000 + local), local - 200);
      expect(slow.ping_after_ms(pings)).toBe(2_000);
      local += 2000;
    }
    local += 28_000;
    expect([slow.ping_after_ms(0), slow.ping_after_ms(10)]).toEqual([0, 30_000]);
    slow.hear_pong(says(500_000 + local), local - 2);
    expect(slow.ping_after_ms(3)).toBe(30_000);
    local += 60_000;
    expect(slow.ping_after_ms(10)).toBe(6_000);
  });

  test("within a second of the start where the network is good", () => {
    for (const seed of seeds) expect(worst_error_ms(lan, 1e-4, seed, 1_000, 30_000)).toBeLessThan(5);
  });
});
