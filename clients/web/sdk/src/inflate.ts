// Raw DEFLATE to bytes, never more than a limit.

import { inflated_bytes_max } from "./limits.ts";

/** Throws if the bytes are not raw DEFLATE or grow beyond the limit. */
export async function inflate(deflated: Uint8Array, bytes_max = inflated_bytes_max): Promise<Uint8Array> {
  const source = new Blob([deflated as Uint8Array<ArrayBuffer>]).stream();
  const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > bytes_max) {
      await reader.cancel().catch(() => undefined);
      throw new Error(`a message inflates to more than ${bytes_max} bytes`);
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
