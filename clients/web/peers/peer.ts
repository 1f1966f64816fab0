// The package `ws` as a client of a Dais server: what it is sent waits to be asked for, in order.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { ClientMessageSchema, type ServerMessage, ServerMessageSchema } from "../sdk/gen/dais/v1/live_pb.ts";

/** How soon the server must say something, in milliseconds: generous, for machines under load. */
const patience_ms = 30_000;

/** Follows the server's only log. */
export const hello = toBinary(
  ClientMessageSchema,
  create(ClientMessageSchema, { message: { case: "hello", value: { follow: [{}], client: "ws" } } }),
);

export interface Close {
  code: number;
  reason: string;
}

/** Fails rather than to wait for ever. */
async function in_time<T>(what: string, promise: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(patience_ms, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`${what} did not come`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    waiting.abort();
  }
}

export class Peer {
  readonly closed: Promise<Close>;
  private readonly messages: ServerMessage[] = [];
  private news: (() => void) | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer, binary) => {
      if (!binary) throw new Error("messages are binary");
      this.messages.push(fromBinary(ServerMessageSchema, data));
      this.news?.();
    });
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    // The code tells.
    socket.on("error", () => undefined);
  }

  static async open(url: string, protocols: string[] = ["dais.v1"]): Promise<Peer> {
    const peer = new Peer(new WebSocket(url, protocols));
    await in_time("the handshake's end", once(peer.socket, "open"));
    return peer;
  }

  /** The next message's kind. */
  async next(): Promise<ServerMessage["message"]["case"]> {
    while (this.messages.length === 0) await in_time("a message", new Promise<void>((resolve) => (this.news = resolve)));
    return this.messages.shift()!.message.case;
  }

  /** What ends the connection; what comes before it is read over. */
  end(): Promise<Close> {
    return in_time("the connection's end", this.closed);
  }

  /** Sends a Ping and waits for a Pong. */
  async ping(payload: Buffer): Promise<Buffer> {
    const answer = once(this.socket, "pong") as Promise<[Buffer]>;
    this.socket.ping(payload);
    return (await in_time("a Pong", answer))[0];
  }
}
