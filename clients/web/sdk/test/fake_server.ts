// A server in the same process: sockets are objects, and the test decides what is said on each.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { sizeDelimitedPeek } from "@bufbuild/protobuf/wire";
import { deflateRawSync } from "node:zlib";
import {
  type ClientMessage,
  ClientMessageSchema,
  type Command,
  type Hello,
  type ServerMessage,
  ServerMessageSchema,
  WelcomeSchema,
} from "../gen/dais/v1/live_pb.ts";
import type { Socket } from "../src/link.ts";
import { log, ServerSide, view } from "./records_for_tests.ts";

export const heartbeat_ms = 4000;

/** A message in columns of which nothing is taken apart: its tag and 0, its length, its bytes. */
function in_columns(message: Uint8Array): Uint8Array {
  const { offset } = sizeDelimitedPeek(message.subarray(1));
  if (!offset) throw new Error("the message is cut short");
  const length = message.subarray(1, 1 + offset);
  const rest = message.subarray(1 + offset);
  // The third column is as long as the length says, in the same varint.
  return Uint8Array.from([3, 2, length.length, ...length, message[0] ?? 0, 0, ...length, ...rest]);
}

export class FakeSocket implements Socket {
  binaryType = "";
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly said: ClientMessage["message"][] = [];

  send(data: Uint8Array<ArrayBuffer>): void {
    this.said.push(fromBinary(ClientMessageSchema, data).message);
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.({} as never);
  }

  drop(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  tell(message: ServerMessage["message"], how: { compressed?: boolean } = {}): void {
    const bytes = toBinary(ServerMessageSchema, create(ServerMessageSchema, { message }));
    if (how.compressed) return this.tell({ case: "compressed", value: new Uint8Array(deflateRawSync(in_columns(bytes))) });
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
  }

  hello(): Hello {
    const first = this.said[0];
    if (first?.case !== "hello") throw new Error("the first message is a Hello");
    return first.value;
  }

  commands(): Command[] {
    return this.said.flatMap((one) => (one.case === "command" ? [one.value] : []));
  }
}

export class FakeServer extends ServerSide {
  readonly sockets: FakeSocket[] = [];
  readonly open_socket = (): Socket => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error("nobody has called yet");
    return last;
  }

  welcome(resumed = false): void {
    this.socket.open();
    const clock = { atMs: 1_000_000n, ratePermille: 1000 };
    const followed = [{ log, audience: 1, view, clock, resumed, position: this.position }];
    const welcome = create(WelcomeSchema, { server: "fake", followed, heartbeatMs: heartbeat_ms });
    this.socket.tell({ case: "welcome", value: welcome });
  }

  welcome_and_snapshot(): void {
    this.welcome();
    for (const value of this.snapshot()) this.socket.tell({ case: "snapshot", value });
  }

  /** stale_ms: as an edge says whose own line is cut. */
  heartbeat(stale_ms = 0): void {
    this.socket.tell({ case: "changes", value: { ...this.change(), staleMs: stale_ms } });
  }
}
