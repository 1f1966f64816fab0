import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Audience, Kind } from "../gen/dais/v1/change_pb.ts";
import { WelcomeSchema } from "../gen/dais/v1/live_pb.ts";
import { type Follower, follow, type FollowOptions } from "../src/follower.ts";
import type { Keeper, KeptLog } from "../src/keeping.ts";
import { keep_after_ms, keep_again_ms, kept_wait_ms } from "../src/limits.ts";
import { FakeServer, heartbeat_ms } from "./fake_server.ts";
import { log, room, session } from "./records_for_tests.ts";

/** As a device keeps it: what is put there is a copy. */
class Drawer implements Keeper {
  readonly logs = new Map<string, KeptLog>();
  saves = 0;
  /** How long it takes to bring something. */
  load_ms = 0;

  async load(name: string): Promise<KeptLog | undefined> {
    await new Promise((resolve) => setTimeout(resolve, this.load_ms));
    return structuredClone(this.logs.get(name));
  }

  save(name: string, kept: KeptLog): Promise<void> {
    this.saves += 1;
    this.logs.set(name, structuredClone(kept));
    return Promise.resolve();
  }

  drop(name: string): Promise<void> {
    this.logs.delete(name);
    return Promise.resolve();
  }
}

let drawer: Drawer;
let server: FakeServer;
let follower: Follower;

/** A page that is opened; what was open before is gone. */
async function open(options: Partial<FollowOptions> = {}): Promise<void> {
  server.sockets.length = 0;
  follower = follow({ url: "ws://x/live", open_socket: server.open_socket, random: () => 0.5, keeper: drawer, ...options });
  await vi.advanceTimersByTimeAsync(0);
}

/** One that was live, with a session more than at its start, and lost its power when all was put away. */
async function leave_something(): Promise<void> {
  await open();
  server.welcome_and_snapshot();
  server.socket.tell({ case: "changes", value: server.change([session("s2", { number: 2 })]) });
  await vi.advanceTimersByTimeAsync(keep_after_ms);
  follower.close();
}

const first_log = (): Follower["logs"][number] => follower.logs[0]!;
const asked_for = (): unknown => server.socket.hello().follow;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"],
    now: 1_726_131_600_000,
  });
  drawer = new Drawer();
  server = new FakeServer();
  server.position = 5n;
  server.hold(room("r1", {}), session("s1", { number: 1 }));
});

afterEach(() => {
  follower.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a start without a network", () => {
  test("shows what was shown last, as of then, and says that it is old", async () => {
    await leave_something();
    await vi.advanceTimersByTimeAsync(3_600_000);
    const told: boolean[] = [];
    const starting = open();
    follower.logs[0]!.store.on_touched((_, first) => {
      expect(first_log().as_of_ms).toBe(1_000_000);
      told.push(first);
    });
    await starting;
    expect(follower.state).toBe("stale");
    expect(told).toEqual([true]);
    expect(first_log().store.get(Kind.SESSION, "s2")?.number).toBe(2);
    expect(first_log()).toMatchObject({ name: log, as_of_ms: 1_000_000, proven: false, audience: Audience.PUBLIC });
    server.socket.drop();
    expect(follower.state).toBe("stale");
  });

  test("the time goes on by this device's clock until the server says what it is", async () => {
    await leave_something();
    await vi.advanceTimersByTimeAsync(3_600_000);
    await open();
    const { clock } = first_log();
    expect([clock.now(), clock.guessed]).toEqual([1_000_000 + keep_after_ms + 3_600_000, true]);
    server.welcome(true);
    expect([clock.now(), clock.guessed]).toEqual([1_000_000, false]);
  });

  test("a played day goes on at its rate, and a device that thinks it is 1970 does not go back", async () => {
    await leave_something();
    const kept = drawer.logs.get("")!;
    drawer.logs.set("", { ...kept, clock: { at_ms: 5_000_000, rate: 60 } });
    await vi.advanceTimersByTimeAsync(10_000);
    await open();
    expect(first_log().clock.now()).toBe(5_600_000);
    follower.close();
    vi.setSystemTime(0);
    await open();
    expect(first_log().clock.now()).toBe(5_000_000);
  });

  test("with nothing kept it is as it ever was", async () => {
    await open();
    expect([follower.state, first_log().store.holds, first_log().as_of_ms]).toEqual(["connecting", false, undefined]);
    expect(server.sockets).toHaveLength(1);
  });

  test("a start without a keeper asks the server at once", () => {
    follower = follow({ url: "ws://x/live", open_socket: server.open_socket });
    expect(server.sockets).toHaveLength(1);
  });
});

describe("a start with a network", () => {
  test("resumes from what was kept", async () => {
    await leave_something();
    server.change([session("s3", {})]);
    await open();
    server.welcome(true);
    expect(asked_for()).toMatchObject([{ log, resume: { position: 6n, audience: Audience.PUBLIC } }]);
    server.position -= 1n;
    server.socket.tell({ case: "changes", value: server.change([session("s3", {})]) });
    expect([follower.state, first_log().store.size]).toEqual(["live", 4]);
  });

  test("what the server does not go on from is replaced by its snapshot", async () => {
    await leave_something();
    server.change([session("s3", {})]);
    await open();
    server.welcome_and_snapshot();
    expect([follower.state, first_log().store.size]).toEqual(["live", 4]);
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    expect(drawer.logs.get("")?.kept.ids).toHaveLength(4);
  });

  test("a device that does not answer is not waited for; what it brings late is shown until there is better", async () => {
    await leave_something();
    drawer.load_ms = kept_wait_ms + 500;
    await open();
    expect(server.sockets).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(kept_wait_ms);
    expect(server.sockets).toHaveLength(1);
    server.welcome();
    expect(follower.state).toBe("connecting");
    await vi.advanceTimersByTimeAsync(500);
    expect([follower.state, first_log().store.holds, first_log().clock.guessed]).toEqual(["stale", true, false]);
    for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value });
    expect(follower.state).toBe("live");
  });

  test("what it brings after the snapshot is no news", async () => {
    await leave_something();
    drawer.load_ms = kept_wait_ms + 500;
    await open();
    await vi.advanceTimersByTimeAsync(kept_wait_ms);
    server.change([session("s3", {})]);
    server.welcome_and_snapshot();
    await vi.advanceTimersByTimeAsync(500);
    expect([follower.state, first_log().store.position]).toEqual(["live", 7n]);
  });

  test("a page that is closed meanwhile asks nobody", async () => {
    drawer.load_ms = 100;
    await open();
    follower.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect([follower.state, server.sockets.length]).toEqual(["closed", 0]);
  });

  test("the server's only log of then is another now", async () => {
    await leave_something();
    await open();
    server.socket.open();
    const value = create(WelcomeSchema, { followed: [{ log, unknown: true }], heartbeatMs: heartbeat_ms });
    server.socket.tell({ case: "welcome", value });
    await vi.advanceTimersByTimeAsync(0);
    expect(server.sockets).toHaveLength(2);
    server.welcome();
    expect(asked_for()).toMatchObject([{ log: "" }]);
    expect(server.socket.hello().follow[0]?.resume).toBeUndefined();
  });
});

describe("what is not what was put away", () => {
  test.each<[string, (kept: KeptLog) => KeptLog]>([
    ["damaged", (kept) => ({ ...kept, kept: { ...kept.kept, bytes: kept.kept.bytes.map((byte) => byte ^ 1) } })],
    ["of a later release", (kept) => ({ ...kept, version: 2 })],
    ["nothing of the kind", () => ({}) as KeptLog],
    ["half of it", (kept) => ({ ...kept, kept: { ...kept.kept, kinds: undefined as never } })],
    ["of no time", (kept) => ({ ...kept, as_of_ms: NaN })],
    ["for others than everybody", (kept) => ({ ...kept, kept: { ...kept.kept, audience: Audience.STAFF } })],
  ])("is not taken up: %s", async (_, damage) => {
    await leave_something();
    drawer.logs.set("", damage(drawer.logs.get("")!));
    await open();
    expect([follower.state, first_log().store.holds, first_log().as_of_ms, first_log().name]).toEqual(["connecting", false, undefined, ""]);
    server.welcome_and_snapshot();
    expect(asked_for()).toMatchObject([{ log: "" }]);
    expect(follower.state).toBe("live");
  });

  test("is dropped", async () => {
    await leave_something();
    drawer.logs.set("", { ...drawer.logs.get("")!, version: 2 });
    await open();
    expect(drawer.logs.size).toBe(0);
  });
});

describe("putting away", () => {
  test("comes some seconds after a change, and one burst is put away once", async () => {
    await open();
    server.welcome_and_snapshot();
    expect(drawer.saves).toBe(0);
    for (let i = 0; i < 8; i += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      server.socket.tell({ case: "changes", value: server.change([session("s1", { number: 10 + i })]) });
    }
    expect(drawer.saves).toBe(1);
    await vi.advanceTimersByTimeAsync(2 * keep_after_ms);
    expect(drawer.saves).toBe(2);
    expect(drawer.logs.get("")).toMatchObject({ version: 1, name: log, as_of_ms: 1_008_000, clock: { rate: 1 } });
  });

  test("of a day without changes, that it still stood is put away now and then", async () => {
    await open();
    server.welcome_and_snapshot();
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    for (let at = 0; at < keep_again_ms + keep_after_ms; at += heartbeat_ms) {
      server.heartbeat();
      await vi.advanceTimersByTimeAsync(heartbeat_ms);
    }
    expect(drawer.saves).toBe(2);
    expect(drawer.logs.get("")!.as_of_ms).toBeGreaterThan(1_000_000 + keep_again_ms);
  });

  test("happens at once when the page goes", async () => {
    const page = new EventTarget();
    vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
    await open();
    server.welcome_and_snapshot();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(drawer.saves).toBe(0);
    page.dispatchEvent(new Event("pagehide"));
    expect(drawer.saves).toBe(1);
    Object.assign(document, { hidden: true });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(drawer.saves, "nothing was proven since").toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    server.heartbeat();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(drawer.saves).toBe(2);
    follower.close();
    page.dispatchEvent(new Event("pagehide"));
    expect(drawer.saves).toBe(2);
  });

  test("is of what everybody may see, and of nothing else", async () => {
    await open();
    server.welcome();
    for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value: { ...value, audience: Audience.STAFF } });
    expect(follower.state).toBe("live");
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    follower.close();
    expect([drawer.saves, drawer.logs.size]).toEqual([0, 0]);
  });

  test("is not of what the server does not vouch for", async () => {
    await open();
    server.welcome_and_snapshot();
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    const changes = server.change([session("s9", {})]);
    server.socket.tell({ case: "changes", value: { ...changes, digest: 1n } });
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    expect(drawer.logs.get("")?.kept.position).toBe(5n);
  });

  test("a device that fails ends nothing", async () => {
    const broken: Keeper = {
      load: () => Promise.reject(new Error("no")),
      save: () => Promise.reject(new Error("no")),
      drop: () => Promise.reject(new Error("no")),
    };
    await open({ keeper: broken });
    server.welcome_and_snapshot();
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    expect(follower.state).toBe("live");
  });
});

describe("another log beside", () => {
  test("is kept as well, and taken up with the first before the server is asked", async () => {
    await open();
    server.welcome_and_snapshot();
    follower.also("series");
    await vi.advanceTimersByTimeAsync(1);
    expect(server.sockets).toHaveLength(2);
    server.socket.open();
    const [own] = server.snapshot();
    const clock = { atMs: 1_000_000n, ratePermille: 1000 };
    const followed = [log, "series"].map((name) => ({ log: name, audience: 1, clock, position: server.position }));
    server.socket.tell({ case: "welcome", value: create(WelcomeSchema, { followed, heartbeatMs: heartbeat_ms }) });
    for (const name of [log, "series"]) server.socket.tell({ case: "snapshot", value: { ...own!, log: name } });
    expect(follower.state).toBe("live");
    await vi.advanceTimersByTimeAsync(keep_after_ms);
    expect([...drawer.logs.keys()].sort()).toEqual(["", "series"]);

    follower.close();
    drawer.load_ms = 50;
    const starting = open();
    follower.logs[0]!.store.on_touched(() => void follower.also("series"));
    await starting;
    await vi.advanceTimersByTimeAsync(100);
    expect(server.sockets).toHaveLength(1);
    server.socket.open();
    expect(asked_for()).toMatchObject([{ log, resume: { position: 5n } }, { log: "series", resume: { position: 5n } }]);
    expect([follower.state, follower.logs[1]?.as_of_ms]).toEqual(["stale", 1_000_000]);
  });
});
