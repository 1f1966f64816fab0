// Bytes compared and written out.

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => digits[byte]).join("");
}

/** In the order of memcmp. */
export function compare_bytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function equal_bytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compare_bytes(a, b) === 0;
}
