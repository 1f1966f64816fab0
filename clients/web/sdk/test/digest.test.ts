import { expect, test } from "vitest";
import { first_u64, minus_u64, record_digest, sum_u64 } from "../src/digest.ts";
import { blake2b } from "@noble/hashes/blake2.js";

test("a record's digest is BLAKE2b over kind, id and body with their lengths", () => {
  const by_hand = new Uint8Array([6, 0, 0, 0, 2, 0, 0, 0, 0x73, 0x31, 3, 0, 0, 0, 1, 2, 3]);
  expect(record_digest(6, "s1", new Uint8Array([1, 2, 3]))).toBe(first_u64(blake2b(by_hand, { dkLen: 32 })));
});

test("BLAKE2b-256 is the one that everybody has", () => {
  const hash = blake2b(new TextEncoder().encode("abc"), { dkLen: 32 });
  expect(Buffer.from(hash).toString("hex")).toBe("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
});

test("sums wrap at 2^64 and can be taken back", () => {
  const max = (1n << 64n) - 1n;
  expect(sum_u64(max, 2n)).toBe(1n);
  expect(minus_u64(1n, 2n)).toBe(max);
});
