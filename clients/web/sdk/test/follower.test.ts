import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ClockSchema, Goodbye_Reason, GoodbyeSchema, ReplySchema, ResetSchema, WelcomeSchema } from "../gen/dais/v1/live_pb.ts";
import { SceneKind } from "../gen/dais/v1/screen_pb.ts";
import { type Follower, follow } from "../src/follower.ts";
import { FakeServer, heartbeat_ms } from "./fake_server.ts";
import { chain, log, room, session, view } from "./records_for_tests.ts";

let server: FakeServer;
let follower: Follower;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"],
  });
  server = new FakeServer();
  server.position = 5n;
  server.hold(room("r1", {}), session("s1", { number: 1 }));
  follower = follow({ url: "ws://x/live", open_socket: server.open_socket, random: () => 0.5, screen: "hall" });
});

afterEach(() => {
  follower.close();
  vi.useRealTimers();
});

const first_log = (): Follower["logs"][number] => follower.logs[0]!;

describe("following", () => {
  test("connecting, then live with the snapshot, and the log has its name", () => {
    expect(follower.state).toBe("connecting");
    server.welcome();
    expect(follower.state).toBe("connecting");
    for (const value of server.snapshot(2)) server.socket.tell({ case: "snapshot", value });
    expect(follower.state).toBe("live");
    expect(first_log().name).toBe(log);
    expect(first_log().as_of_ms).toBe(1_000_000);
  });

  test("an old snapshot is not live until what happened since is there", () => {
    const old = server.snapshot();
    const since = server.change([room("r9", { order: 9 })]);
    server.welcome();
    for (const value of old) server.socket.tell({ case: "snapshot", value });
    expect(first_log().store.holds).toBe(true);
    expect(follower.state).toBe("connecting");
    server.socket.tell({ case: "changes", value: since });
    expect(follower.state).toBe("live");
  });

  test("says Hello first, with nothing held", () => {
    server.welcome();
    expect(server.socket.hello().follow).toMatchObject([{ log: "" }]);
    expect(server.socket.hello().follow[0]?.resume).toBeUndefined();
  });

  test("an unknown log is told", () => {
    server.socket.open();
    const value = create(WelcomeSchema, { followed: [{ log: "x", unknown: true }], heartbeatMs: heartbeat_ms });
    server.socket.tell({ case: "welcome", value });
    expect(first_log().unknown).toBe(true);
  });

  test("as-of moves with every heartbeat", () => {
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(3000);
    server.heartbeat();
    expect(first_log().as_of_ms).toBe(1_003_000);
  });

  test("compressed messages are taken in order", async () => {
    server.welcome();
    for (const value of server.snapshot(2)) server.socket.tell({ case: "snapshot", value }, { compressed: true });
    server.socket.tell({ case: "changes", value: server.change([session("s2", {})]) });
    server.socket.tell({ case: "changes", value: server.change([session("s3", {})]) }, { compressed: true });
    expect(follower.state).toBe("connecting");
    await vi.waitUntil(() => first_log().store.position === 7n);
    expect(first_log().store.size).toBe(4);
    expect(server.sockets).toHaveLength(1);
  });
});

describe("an edge whose own line is cut", () => {
  test("makes stale what it serves, as of when it was told last, and nobody reconnects for it", () => {
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(4000);
    server.heartbeat(20_000);
    expect(follower.state).toBe("stale");
    expect(first_log().as_of_ms).toBe(1_004_000 - 20_000);
    vi.advanceTimersByTime(4000);
    server.heartbeat(24_000);
    expect(follower.state).toBe("stale");
    expect(first_log().as_of_ms).toBe(1_008_000 - 24_000);
    expect(server.sockets).toHaveLength(1);
    expect(follower.retry_at).toBeUndefined();
    vi.advanceTimersByTime(4000);
    expect(follower.cut_off).toBe(true);
    server.heartbeat();
    expect(follower.state).toBe("live");
    expect(follower.cut_off).toBe(false);
    expect(first_log().as_of_ms).toBe(1_012_000);
    expect(server.sockets).toHaveLength(1);
  });

  test("of a played day, the day has moved on further", () => {
    server.welcome();
    for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value });
    const clock = create(ClockSchema, { atMs: 50_000_000n, ratePermille: 60_000 });
    server.socket.tell({ case: "changes", value: { ...server.change(), clock, staleMs: 1_000 } });
    expect(first_log().as_of_ms).toBe(50_000_000 - 60_000);
  });

  test("is live as soon as it passes something on", () => {
    server.welcome_and_snapshot();
    server.heartbeat(20_000);
    server.socket.tell({ case: "changes", value: server.change([session("s2", {})]) });
    expect(follower.state).toBe("live");
  });
});

describe("coming back", () => {
  test("resumes where it stood and is stale until proven", () => {
    server.welcome_and_snapshot();
    server.heartbeat(20_000);
    server.socket.drop();
    expect(follower.state).toBe("stale");
    expect(follower.cut_off, "what the server said is no news once its line is cut").toBe(false);
    expect(follower.retry_at).toBe(performance.now() + 250);
    vi.advanceTimersByTime(250);
    const missed = server.change([session("s2", {})]);
    server.welcome(true);
    expect(server.socket.hello().follow[0]).toMatchObject({
      log,
      resume: { audience: 1, view, position: 5n, chain },
    });
    expect(follower.state).toBe("stale");
    server.socket.tell({ case: "changes", value: missed });
    expect(follower.state).toBe("live");
    expect(first_log().store.size).toBe(3);
  });

  test("a server that is away is asked less and less often", () => {
    const waits: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      server.socket.drop();
      waits.push(Math.round(follower.retry_at! - performance.now()));
      vi.advanceTimersByTime(waits.at(-1)!);
    }
    expect(waits.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
    expect(waits.at(-1)).toBe(15_000);
  });

  test("silence for two and a half heartbeats is a dead link", () => {
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(heartbeat_ms * 2.5 - 1);
    expect(follower.state).toBe("live");
    vi.advanceTimersByTime(1);
    expect(follower.state).toBe("stale");
    vi.advanceTimersByTime(1000);
    expect(server.sockets).toHaveLength(2);
  });

  test("a Welcome that never comes is a dead link too", () => {
    vi.advanceTimersByTime(11_000);
    expect(server.sockets).toHaveLength(2);
  });

  test("a gap resumes anew, from the same position and at once", () => {
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(heartbeat_ms);
    server.heartbeat();
    server.change([session("s2", {})]);
    server.heartbeat();
    vi.advanceTimersByTime(1);
    server.welcome(true);
    expect(server.socket.hello().follow[0]?.resume?.position).toBe(5n);
  });

  test("Goodbye says when", () => {
    server.welcome_and_snapshot();
    const value = create(GoodbyeSchema, { retryAfterMs: 60_000, message: "restarting" });
    server.socket.tell({ case: "goodbye", value });
    expect(follower).toMatchObject({ state: "stale", goodbye: "restarting" });
    vi.advanceTimersByTime(59_999);
    expect(server.sockets).toHaveLength(1);
    vi.advanceTimersByTime(300);
    expect(server.sockets).toHaveLength(2);
  });

  test("Goodbye for good is for good, unless a person asks", () => {
    server.welcome_and_snapshot();
    server.socket.tell({ case: "goodbye", value: create(GoodbyeSchema, { retryAfterMs: 0 }) });
    vi.advanceTimersByTime(3_600_000);
    expect(follower.state).toBe("closed");
    expect(server.sockets).toHaveLength(1);
  });

  test("a close code of our own for good is heard as well", () => {
    server.welcome_and_snapshot();
    server.socket.drop(4401);
    vi.advanceTimersByTime(3_600_000);
    expect(server.sockets).toHaveLength(1);
  });

  test("a Goodbye behind what is being inflated is heard before the end of its socket", async () => {
    server.welcome_and_snapshot();
    server.socket.tell({ case: "changes", value: server.change([session("s2", {})]) }, { compressed: true });
    const value = create(GoodbyeSchema, { reason: Goodbye_Reason.KEY, message: "signed out" });
    server.socket.tell({ case: "goodbye", value });
    server.socket.drop(4401);
    expect(follower.state).toBe("stale");
    await vi.waitFor(() => expect(follower.logs[0]!.store.position).toBe(6n));
    expect(follower).toMatchObject({ state: "stale", goodbye: "signed out" });
    vi.advanceTimersByTime(1000);
    expect(server.sockets).toHaveLength(2);
  });
});

describe("proof", () => {
  test("another digest is reported and a snapshot taken", () => {
    server.welcome_and_snapshot();
    const changes = server.change([session("s2", {})]);
    changes.digest += 1n;
    server.socket.tell({ case: "changes", value: changes });
    expect(server.socket.said.at(-1)).toMatchObject({
      case: "report",
      value: { log, position: 6n, digestDiffered: true, screen: "hall" },
    });
    expect(follower.state).toBe("stale");
    vi.advanceTimersByTime(1);
    expect(server.socket.said).toHaveLength(0);
    server.welcome_and_snapshot();
    expect(server.socket.hello().follow[0]?.resume).toBeUndefined();
    expect(follower.state).toBe("live");
    expect(first_log().digest_failures).toBe(1);
  });

  test("damage to what is held is noticed at the next heartbeat", () => {
    server.welcome_and_snapshot();
    const held = [...first_log().store.all()].find(({ bytes }) => bytes.length > 0)!;
    held.bytes[0]! ^= 1;
    server.heartbeat();
    expect(first_log().digest_failures).toBe(1);
    vi.advanceTimersByTime(1);
    server.welcome_and_snapshot();
    expect(first_log().store.verify()).toBe(true);
  });

  test("damage among very many records is noticed within a heartbeat", () => {
    for (let i = 0; i < 3000; i += 1) server.hold(session(`t${i}`, { number: i + 1 }));
    server.welcome_and_snapshot();
    const held = [...first_log().store.all()].at(2000)!;
    vi.advanceTimersByTime(1500);
    held.bytes[0]! ^= 1;
    vi.advanceTimersByTime(heartbeat_ms);
    expect(first_log().digest_failures).toBe(1);
  });

  test("a server that never agrees is not asked in a fury", () => {
    for (let i = 0; i < 50; i += 1) {
      server.welcome();
      for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value: { ...value, digest: 1n } });
      vi.advanceTimersByTime(100);
    }
    expect(server.sockets.length).toBeLessThan(8);
    expect([follower.state, follower.at_odds]).toEqual(["connecting", true]);
  });
});

describe("what is drawn", () => {
  const said = (): unknown => server.socket.said.at(-1);

  test("is said with what it is drawn from, once there is somebody to say it to", () => {
    expect(follower.report(first_log(), { screen_id: "w1" })).toBe(false);
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(1500);
    const drawn = { screen_id: "w1", scene: SceneKind.HALL, language: "fr", drawn_at_ms: 1_001_400.7, width: 1920 };
    expect(follower.report(first_log(), drawn)).toBe(true);
    const { position, digest } = first_log().store;
    const of_log = { log, position, digest, ageMs: 1500, screen: "hall", digestDiffered: false };
    const of_page = { screenId: "w1", scene: SceneKind.HALL, language: "fr", drawnAtMs: 1_001_400n, width: 1920, blank: false };
    expect(said()).toMatchObject({ case: "report", value: { ...of_log, ...of_page } });
    server.socket.drop();
    expect(follower.report(first_log(), drawn)).toBe(false);
  });

  test("an age is of real time, and no number is too strange to be said", () => {
    server.welcome();
    const clock = create(ClockSchema, { atMs: 50_000_000n, ratePermille: 60_000 });
    for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value });
    server.socket.tell({ case: "changes", value: { ...server.change(), clock } });
    vi.advanceTimersByTime(2000);
    expect(follower.report(first_log(), { width: NaN, height: -3.5, faults: 1e12, drawn_at_ms: Infinity })).toBe(true);
    expect(said()).toMatchObject({ value: { ageMs: 2000, width: 0, height: 0, faults: 0xffff_ffff, drawnAtMs: 0n } });
  });
});

describe("a server of another version", () => {
  const nonsense = new Uint8Array([0x7f, 0xff]).buffer;

  test("is at odds once it has made no sense twice in a row, and is asked less and less often", () => {
    server.welcome();
    server.socket.onmessage?.({ data: nonsense });
    expect(follower.at_odds).toBe(false);
    vi.advanceTimersByTime(1000);
    server.welcome();
    server.socket.onmessage?.({ data: nonsense });
    expect(follower.at_odds).toBe(true);
    for (let i = 0; i < 50; i += 1) {
      server.welcome();
      server.socket.onmessage?.({ data: nonsense });
      vi.advanceTimersByTime(100);
    }
    expect(server.sockets.length).toBeLessThan(10);
    vi.advanceTimersByTime((follower.retry_at ?? performance.now()) - performance.now());
    server.welcome_and_snapshot();
    expect([follower.state, follower.at_odds]).toEqual(["live", false]);
  });

  test("a damaged frame now and then is no such thing, nor is a server that is away", () => {
    for (let i = 0; i < 3; i += 1) {
      server.welcome_and_snapshot();
      server.socket.onmessage?.({ data: nonsense });
      vi.advanceTimersByTime(60_000);
    }
    for (let i = 0; i < 3; i += 1) {
      server.socket.drop();
      vi.advanceTimersByTime(60_000);
    }
    expect(follower.at_odds).toBe(false);
  });
});

describe("another audience", () => {
  test("Reset is a doubt until its snapshot is there, and there is no resume from before", () => {
    server.welcome_and_snapshot();
    server.socket.tell({ case: "reset", value: create(ResetSchema, { log, audience: 3 }) });
    expect(follower.state).toBe("stale");
    expect(first_log().store.resume()).toBeUndefined();
    server.heartbeat();
    expect(follower.state).toBe("stale");
    for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value: { ...value, audience: 3 } });
    expect(follower.state).toBe("live");
    expect(first_log().store.audience).toBe(3);
  });
});

describe("commands", () => {
  const start = { case: "startSession", value: { id: "s1" } } as const;

  test("are sent with their basis and resolve with the Reply", async () => {
    server.welcome_and_snapshot();
    const reply = follower.command(first_log(), start, { basis: 5n });
    const [command] = server.socket.commands();
    expect(command).toMatchObject({ log, basis: 5n, verb: { case: "startSession" } });
    const value = create(ReplySchema, { commandId: command!.id, outcome: { case: "done", value: { position: 6n } } });
    server.socket.tell({ case: "reply", value });
    expect((await reply).outcome).toMatchObject({ case: "done", value: { position: 6n } });
  });

  test("are sent again under the same id until replied to", async () => {
    const reply = follower.command(first_log(), start);
    server.welcome_and_snapshot();
    const [sent] = server.socket.commands();
    server.socket.drop();
    vi.advanceTimersByTime(1000);
    server.welcome(true);
    expect(server.socket.commands()).toMatchObject([{ id: sent!.id }]);
    server.socket.tell({ case: "reply", value: create(ReplySchema, { commandId: sent!.id }) });
    await reply;
    server.socket.drop();
    vi.advanceTimersByTime(1000);
    server.welcome(true);
    expect(server.socket.commands()).toHaveLength(0);
  });

  test("beyond the limit are refused at once", async () => {
    const replies = Array.from({ length: 17 }, () => follower.command(first_log(), start));
    await expect(replies.pop()).rejects.toThrow("16 commands wait");
    follower.close();
    await expect(Promise.allSettled(replies)).resolves.toHaveLength(16);
  });
});

describe("following another log beside", () => {
  const states: string[] = [];

  // As a page does: which series a summit belongs to is told by its first snapshot.
  function follow_beside(): void {
    states.length = 0;
    follower.on_changed(() => states.push(follower.state));
    first_log().store.on_touched(() => follower.also("gds"));
    server.welcome_and_snapshot();
    vi.advanceTimersByTime(0);
    server.socket.open();
  }

  function welcome_both(more: { readonly unknown: boolean }): void {
    const clock = { atMs: 1_000_000n, ratePermille: 1000 };
    const followed = [
      { log, audience: 1, view, clock, resumed: true, position: server.position },
      { log: "gds", audience: 1, view, clock, ...more },
    ];
    const value = create(WelcomeSchema, { followed, heartbeatMs: heartbeat_ms });
    server.socket.tell({ case: "welcome", value });
    server.heartbeat();
  }

  test("is said on a new socket, at once, and nobody is told that the page is not live", () => {
    follow_beside();
    expect(server.sockets).toHaveLength(2);
    expect(server.socket.hello().follow).toMatchObject([{ log, resume: { position: 5n } }, { log: "gds" }]);
    welcome_both({ unknown: false });
    expect(follower.state).toBe("connecting");
    const [whole] = server.snapshot();
    server.socket.tell({ case: "snapshot", value: { ...whole!, log: "gds" } });
    expect(follower.state).toBe("live");
    expect(states).not.toContain("stale");
    expect(follower.logs.map(({ name, store }) => [name, store.size])).toEqual([[log, 2], ["gds", 2]]);
  });

  test("is asked for once, by whichever name", () => {
    follow_beside();
    welcome_both({ unknown: false });
    expect(follower.also("gds")).toBe(follower.logs[1]);
    expect(follower.also(log)).toBe(first_log());
    expect(server.sockets).toHaveLength(2);
  });

  test("that is not there keeps nobody from being live", () => {
    follow_beside();
    welcome_both({ unknown: true });
    expect(follower.state).toBe("live");
    expect(follower.logs[1]?.unknown).toBe(true);
  });
});
