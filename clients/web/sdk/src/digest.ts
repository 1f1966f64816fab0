// Record digests as in ARCHITECTURE.md, Encodings: what proves that a screen holds what the server holds.

import { blake2b } from "@noble/hashes/blake2.js";

const utf8 = new TextEncoder();
const mask = (1n << 64n) - 1n;

/** First 8 bytes, little-endian, of BLAKE2b-256 over u32 kind, len(id), id, len(body), body. */
export function record_digest(kind: number, id: string, body: Uint8Array): bigint {
  const id_bytes = utf8.encode(id);
  const input = new Uint8Array(12 + id_bytes.length + body.length);
  const view = new DataView(input.buffer);
  view.setUint32(0, kind >>> 0, true);
  view.setUint32(4, id_bytes.length, true);
  input.set(id_bytes, 8);
  view.setUint32(8 + id_bytes.length, body.length, true);
  input.set(body, 12 + id_bytes.length);
  return first_u64(blake2b(input, { dkLen: 32 }));
}

export function first_u64(hash: Uint8Array): bigint {
  return new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getBigUint64(0, true);
}

export function sum_u64(a: bigint, b: bigint): bigint {
  return (a + b) & mask;
}

export function minus_u64(a: bigint, b: bigint): bigint {
  return (a - b) & mask;
}

/** First 8 bytes of the BLAKE2b-256 of a text: what a translation says it translates. */
export function text_digest(text: string): Uint8Array {
  return blake2b(utf8.encode(text), { dkLen: 32 }).subarray(0, 8);
}
