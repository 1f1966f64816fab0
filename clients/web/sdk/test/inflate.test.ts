import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inflate } from "../src/inflate.ts";

test("inflates raw DEFLATE", async () => {
  const bytes = new TextEncoder().encode("plenary ".repeat(10_000));
  expect(Buffer.from(await inflate(new Uint8Array(deflateRawSync(bytes))))).toEqual(Buffer.from(bytes));
});

test("gives up on what grows beyond the limit, and on what is no DEFLATE", async () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(17 * 1024 * 1024)));
  await expect(inflate(bomb)).rejects.toThrow("more than");
  await expect(inflate(new Uint8Array([255, 255, 255]))).rejects.toThrow();
});
