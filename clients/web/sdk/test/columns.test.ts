import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { PongSchema, ServerMessageSchema } from "../gen/dais/v1/live_pb.ts";
import { from_columns } from "../src/columns.ts";

// Pong{sent_ms: 300, log: "s"} by hand: what the server makes of whole programmes is in the golden conversations.
const pong = toBinary(
  ServerMessageSchema,
  create(ServerMessageSchema, { message: { case: "pong", value: create(PongSchema, { sentMs: 300n, log: "s" }) } }),
);
const tags = [0x3b, 0]; // field 7, in columns
const pong_tags = [0x08, 0x12, 0]; // a varint, a string
const columns = [5, 2, 3, 2, 1, 1, ...tags, ...pong_tags, 0xac, 0x02, 1, 0x73];

test("gives the bytes of the message", () => {
  expect([...from_columns(Uint8Array.from(columns))]).toEqual([...pong]);
});

test("refuses what is cut short, longer than it says, or no columns", () => {
  for (let size = 0; size < columns.length; ++size)
    expect(() => from_columns(Uint8Array.from(columns.slice(0, size)))).toThrow();
  expect(() => from_columns(Uint8Array.from([...columns, 0]))).toThrow("follows");
  expect(() => from_columns(Uint8Array.from([1, 100, ...new Array<number>(100).fill(0x0b)]))).toThrow();
});

test("whatever the bytes are, it ends", () => {
  let random = 1;
  const next = (below: number) => (random = (random * 16_807) % 2_147_483_647) % below;
  for (let i = 0; i < 20_000; ++i) {
    const bytes = Uint8Array.from(columns);
    for (let n = next(3); n >= 0; --n) bytes[next(bytes.length)] = next(256);
    try {
      expect(from_columns(bytes).length).toBeLessThan(100);
    } catch (refused) {
      expect(refused).toBeInstanceOf(Error);
    }
  }
});
