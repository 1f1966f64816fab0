// On a server that does not know who is signed in: a ticket is had from one that does, shown, and had anew.

import { create } from "@bufbuild/protobuf";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Audience } from "../gen/dais/v1/change_pb.ts";
import { Goodbye_Reason, GoodbyeSchema, ResetSchema, WelcomeSchema } from "../gen/dais/v1/live_pb.ts";
import { type Follower, follow } from "../src/follower.ts";
import type { Ticket } from "../src/ticket.ts";
import { FakeServer, heartbeat_ms } from "./fake_server.ts";
import { log, view } from "./records_for_tests.ts";

const minute_ms = 60_000;

let server: FakeServer;
let follower: Follower;
/** What the server where people sign in says, from the next question on. */
let made: () => Promise<Ticket | undefined>;
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"] });
  server = new FakeServer();
  asked = 0;
  made = () => Promise.resolve({ text: `ticket ${asked}`, until_ms: Date.now() + 10 * minute_ms });
  const get_ticket = (): Promise<Ticket | undefined> => {
    asked += 1;
    return made();
  };
  follower = follow({ url: "ws://edge/live", open_socket: server.open_socket, random: () => 0.5, get_ticket });
});

afterEach(() => {
  follower.close();
  vi.useRealTimers();
});

function welcome(login: string, audience: Audience): void {
  server.socket.open();
  const followed = [{ log, audience, view, position: server.position }];
  const actor = login === "" ? {} : { actor: { login } };
  server.socket.tell({ case: "welcome", value: create(WelcomeSchema, { followed, heartbeatMs: heartbeat_ms, ...actor }) });
  for (const value of server.snapshot()) server.socket.tell({ case: "snapshot", value });
}

/** Known by the ticket that was had for whoever is signed in. */
async function known_by_ticket(): Promise<void> {
  welcome("", Audience.PUBLIC);
  await vi.advanceTimersByTimeAsync(1);
  welcome("account:1", Audience.BUREAU);
}

async function alive_for(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += heartbeat_ms) {
    await vi.advanceTimersByTimeAsync(heartbeat_ms);
    server.heartbeat();
  }
}

const renewals = (): string[] => server.socket.said.flatMap((one) => (one.case === "renew" ? [one.value.ticket] : []));
const say_goodbye = (reason: Goodbye_Reason): void =>
  server.socket.tell({ case: "goodbye", value: create(GoodbyeSchema, { reason }) });

test("whoever is known by other means needs none", async () => {
  welcome("account:1", Audience.STAFF);
  await alive_for(minute_ms);
  expect([asked, server.sockets.length, follower.logs[0]!.audience]).toEqual([0, 1, Audience.STAFF]);
});

test("one of the public asks for a ticket, comes back with it and is somebody", async () => {
  welcome("", Audience.PUBLIC);
  expect([follower.state, follower.actor]).toEqual(["live", undefined]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.sockets.length).toBe(2);
  welcome("account:1", Audience.BUREAU);
  expect(server.socket.hello().ticket).toBe("ticket 1");
  expect([follower.actor?.login, follower.logs[0]!.audience]).toEqual(["account:1", Audience.BUREAU]);
});

test("whoever is signed in nowhere stays one of the public", async () => {
  made = () => Promise.resolve(undefined);
  welcome("", Audience.PUBLIC);
  await alive_for(2 * minute_ms);
  expect([asked, server.sockets.length, follower.state]).toEqual([1, 1, "live"]);
});

test("before a ticket ends another is shown on the same line", async () => {
  await known_by_ticket();
  await alive_for(9 * minute_ms);
  expect(renewals()).toEqual(["ticket 2"]);
  expect(server.sockets.length).toBe(2);
});

test("while nobody can be asked it is tried again and again, and the screen goes on", async () => {
  made = () => Promise.reject(new Error("away"));
  welcome("", Audience.PUBLIC);
  await alive_for(minute_ms);
  expect(asked).toBeGreaterThan(2);
  expect([server.sockets.length, follower.state]).toEqual([1, "live"]);
});

test("whoever is less than they were asks what they are now", async () => {
  await known_by_ticket();
  const value = create(ResetSchema, { log, audience: Audience.PUBLIC, position: server.position });
  server.socket.tell({ case: "reset", value });
  expect([follower.state, follower.logs[0]!.audience]).toEqual(["stale", Audience.PUBLIC]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(renewals()).toEqual(["ticket 2"]);
});

test.each([Goodbye_Reason.KEY, Goodbye_Reason.TICKET])("whoever is nobody any more is one of the public, (%s)", async (reason) => {
  await known_by_ticket();
  made = () => Promise.resolve(undefined);
  say_goodbye(reason);
  await vi.advanceTimersByTimeAsync(500);
  expect(server.sockets.length).toBe(3);
  server.socket.open();
  expect(server.socket.hello().ticket).toBe("");
  expect(follower.state).toBe("stale");
});

test("a ticket that comes when the line is gone is shown on the next one", async () => {
  let give: (ticket: Ticket) => void = () => undefined;
  made = () => new Promise((resolve) => (give = resolve));
  welcome("", Audience.PUBLIC);
  await vi.advanceTimersByTimeAsync(1);
  server.socket.drop();
  give({ text: "late", until_ms: Date.now() + minute_ms });
  await vi.advanceTimersByTimeAsync(1000);
  server.socket.open();
  expect(server.socket.hello().ticket).toBe("late");
});

test("who is sent away for another reason stays away", () => {
  welcome("", Audience.PUBLIC);
  say_goodbye(Goodbye_Reason.PROTOCOL);
  expect(follower.state).toBe("closed");
});
