// The same logs through the server's fold and through this one: tests/golden/*.bin holds what one connection was sent
// (ServerMessages, each after its length as a varint), *.dump the canonical dump that must come of it.

import { fromBinary } from "@bufbuild/protobuf";
import { sizeDelimitedPeek } from "@bufbuild/protobuf/wire";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type ServerMessage, ServerMessageSchema } from "../gen/dais/v1/live_pb.ts";
import { from_columns } from "../src/columns.ts";
import { inflate } from "../src/inflate.ts";
import { Store } from "../src/store.ts";

const folder = fileURLToPath(new URL("../../../../tests/golden/", import.meta.url));
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".bin")) : [];

async function* messages(bytes: Uint8Array): AsyncGenerator<ServerMessage> {
  for (let rest = bytes; rest.length > 0; ) {
    const { eof, size, offset } = sizeDelimitedPeek(rest);
    if (eof) throw new Error("the file ends within a length");
    const message = fromBinary(ServerMessageSchema, rest.subarray(offset, offset + size));
    const compressed = message.message.case === "compressed" ? message.message.value : undefined;
    yield compressed ? fromBinary(ServerMessageSchema, from_columns(await inflate(compressed))) : message;
    rest = rest.subarray(offset + size);
  }
}

async function replay(bytes: Uint8Array): Promise<Store> {
  const store = new Store();
  for await (const { message } of messages(bytes)) {
    if (message.case === "welcome") store.new_socket(message.value.followed[0]?.resumed ?? false);
    if (message.case === "reset") store.await_snapshot();
    if (message.case === "snapshot") expect(["collecting", "proven"]).toContain(store.take_part(message.value));
    if (message.case === "changes") expect(store.take_changes(message.value)).toBe("proven");
  }
  return store;
}

test("there is something to replay", () => {
  expect(names, `no *.bin in ${folder}: the server's tests write them`).not.toHaveLength(0);
});

for (const name of names) {
  test(`${name} folds to the server's dump`, async () => {
    const store = await replay(readFileSync(folder + name));
    expect(store.dump()).toBe(readFileSync(folder + name.replace(/\.bin$/, ".dump"), "utf8"));
    expect(store.verify()).toBe(true);
  });
}
