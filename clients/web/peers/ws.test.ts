// What RFC 6455 promises to a client that is neither a browser nor our own: the package `ws`, against a real server.

import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Server } from "../browser/server.ts";
import { hello, Peer } from "./peer.ts";

const message_bytes_max = 10_000;
const silence_ms = 500;

let server: Server;

beforeEach(async () => {
  server = await Server.start("--message-bytes-max", String(message_bytes_max), "--silence-ms", String(silence_ms));
});
afterEach(() => server.close());

test("follows a log: greeted, shown everything, then kept up", async () => {
  const peer = await Peer.open(server.live_url);
  expect(peer.socket.protocol).toBe("dais.v1");
  peer.socket.send(hello);
  expect(await peer.next()).toBe("welcome");
  expect(["snapshot", "compressed"]).toContain(await peer.next());
  while ((await peer.next()) !== "changes") continue;
});

test("compression is offered in vain", async () => {
  const peer = await Peer.open(server.live_url);
  expect(peer.socket.extensions).toBe("");
});

test("a message in fragments is one message, and a Ping between them is answered at once", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send(hello.subarray(0, 1), { fin: false });
  peer.socket.send(hello.subarray(1, 3), { fin: false });
  expect((await peer.ping(Buffer.from("between"))).toString()).toBe("between");
  peer.socket.send(hello.subarray(3), { fin: true });
  expect(await peer.next()).toBe("welcome");
});

test("a Ping is answered with its payload", async () => {
  const peer = await Peer.open(server.live_url);
  for (const size of [0, 1, 125]) expect(await peer.ping(Buffer.alloc(size, "x"))).toHaveLength(size);
  peer.socket.send(hello);
  expect(await peer.next()).toBe("welcome");
  expect((await peer.ping(Buffer.from("while frames come"))).toString()).toBe("while frames come");
});

test("who only answers the server's Pings is kept", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send(hello);
  for (let pings = 0; pings < 4; ++pings) await once(peer.socket, "ping");
  expect(peer.socket.readyState).toBe(peer.socket.OPEN);
});

test("a Close is answered with its code", async () => {
  const early = await Peer.open(server.live_url);
  early.socket.close(4001, "not for me");
  expect((await early.end()).code).toBe(4001);
  const later = await Peer.open(server.live_url);
  later.socket.send(hello);
  expect(await later.next()).toBe("welcome");
  later.socket.close(1000);
  expect((await later.end()).code).toBe(1000);
  // Without a code there is none to repeat.
  const silent = await Peer.open(server.live_url);
  silent.socket.close();
  expect([1000, 1005]).toContain((await silent.end()).code);
});

test("a message as long as the limit is read, a longer one refused", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send(Buffer.alloc(message_bytes_max));
  expect(await peer.next()).toBe("goodbye");
  const long_winded = await Peer.open(server.live_url);
  long_winded.socket.send(Buffer.alloc(message_bytes_max + 1));
  expect((await long_winded.end()).code).toBe(1009);
  const endless = await Peer.open(server.live_url);
  endless.socket.send(Buffer.alloc(100 * message_bytes_max));
  expect((await endless.end()).code).toBe(1009);
});

test("fragments are refused once they are too long together", async () => {
  const peer = await Peer.open(server.live_url);
  for (let fragments = 0; fragments < 3; ++fragments) peer.socket.send(Buffer.alloc(message_bytes_max / 2), { fin: false });
  expect((await peer.end()).code).toBe(1009);
});

test("text is answered with Goodbye", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send("hello");
  expect(await peer.next()).toBe("goodbye");
  expect((await peer.end()).code).toBeGreaterThan(1000);
});

// RFC 6455, 4.2.2: a subprotocol is answered to who asked for it.
test("who asks for no subprotocol is told none", async () => {
  const peer = await Peer.open(server.live_url, []);
  expect(peer.socket.protocol).toBe("");
  peer.socket.send(hello);
  expect(await peer.next()).toBe("welcome");
});

test("a server that stops says Goodbye and closes in good order", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send(hello);
  expect(await peer.next()).toBe("welcome");
  await server.stop();
  const kinds = [];
  for (let kind = await peer.next(); kind !== "goodbye"; kind = await peer.next()) kinds.push(kind);
  expect(kinds).not.toContain("welcome");
  // Going away or, for a while, restarting.
  expect([1001, 1012]).toContain((await peer.end()).code);
});

test("who was sent away leaves the others alone", async () => {
  const peer = await Peer.open(server.live_url);
  peer.socket.send(hello);
  expect(await peer.next()).toBe("welcome");
  const silly = await Peer.open(server.live_url);
  silly.socket.send(Buffer.alloc(message_bytes_max + 1));
  expect((await silly.end()).code).toBe(1009);
  silly.socket.terminate();
  while ((await peer.next()) !== "changes") continue;
});
