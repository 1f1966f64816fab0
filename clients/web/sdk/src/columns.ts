// The bytes of a message from its columns, as server/summit/columns.h describes them.

import { inflated_bytes_max } from "./limits.ts";

const columns_max = 10_000;
const depth_max = 32;

const varint = 0;
const fixed64 = 1;
const bytes = 2;
const in_columns = 3;
const fixed32 = 5;

/** Takes bytes from the front of a column. */
class Column {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get rest(): number {
    return this.#bytes.length - this.#at;
  }

  take(size: number): Uint8Array {
    if (size > this.rest) throw new Error("columns are cut short");
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  /** A varint as it stands. */
  take_varint(): Uint8Array {
    let size = 1;
    while ((this.#bytes[this.#at + size - 1] ?? 0) >= 0x80) if (++size > 10) throw new Error("a number is too long");
    return this.take(size);
  }

  /** A varint below 2^32. */
  take_number(): number {
    const taken = this.take_varint();
    let value = 0;
    for (let i = taken.length - 1; i >= 0; --i) value = value * 128 + ((taken[i] ?? 0) & 0x7f);
    if (value > 0xffff_ffff) throw new Error("a number is too large");
    return value;
  }
}

/** Bytes that grow. */
class Growing {
  #bytes = new Uint8Array(64);
  #size = 0;

  get made(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  put(more: Uint8Array): void {
    const size = this.#size + more.length;
    if (size > inflated_bytes_max) throw new Error(`a message grows to more than ${inflated_bytes_max} bytes`);
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(size, this.#bytes.length * 2));
      larger.set(this.made);
      this.#bytes = larger;
    }
    this.#bytes.set(more, this.#size);
    this.#size = size;
  }

  put_number(value: number): void {
    const made: number[] = [];
    for (; value >= 0x80; value = Math.floor(value / 128)) made.push((value % 128) | 0x80);
    this.put(Uint8Array.from([...made, value]));
  }
}

/** Where the columns of one path of fields are, and the paths below it. */
class Path {
  readonly below = new Map<number, Path>();
  readonly column: number;

  constructor(column: number) {
    this.column = column;
  }
}

class Reader {
  readonly #columns: Column[] = [];
  #met = 1;

  constructor(whole: Uint8Array) {
    const head = new Column(whole);
    const count = head.take_number();
    if (count < 1 || count > columns_max) throw new Error(`${count} columns`);
    const sizes = Array.from({ length: count }, () => head.take_number());
    for (const size of sizes) this.#columns.push(new Column(head.take(size)));
    if (head.rest > 0) throw new Error("something follows the columns");
  }

  read(): Uint8Array {
    const message = this.#message(new Path(0), 0);
    if (this.#met !== this.#columns.length || this.#columns.some((column) => column.rest > 0))
      throw new Error("columns are left over");
    return message;
  }

  #column(index: number): Column {
    const column = this.#columns[index];
    if (!column) throw new Error("a column is missing");
    return column;
  }

  #at(path: Path, tag: number): Path {
    let below = path.below.get(tag);
    if (!below) {
      below = new Path(this.#met);
      this.#met += (tag & 7) === bytes ? 2 : 1;
      path.below.set(tag, below);
    }
    return below;
  }

  #message(path: Path, depth: number): Uint8Array {
    if (depth > depth_max) throw new Error("columns are too deep");
    const made = new Growing();
    const tags = this.#column(path.column);
    for (let tag = tags.take_number(); tag !== 0; tag = tags.take_number()) {
      const below = this.#at(path, tag);
      if ((tag & 7) === in_columns) {
        const inner = this.#message(below, depth + 1);
        made.put_number(tag - in_columns + bytes);
        made.put_number(inner.length);
        made.put(inner);
      } else {
        made.put_number(tag);
        this.#value(tag & 7, below.column, made);
      }
    }
    return made.made;
  }

  #value(type: number, index: number, made: Growing): void {
    const column = this.#column(index);
    if (type === varint) return made.put(column.take_varint());
    if (type === fixed64) return made.put(column.take(8));
    if (type === fixed32) return made.put(column.take(4));
    if (type !== bytes) throw new Error(`a field of type ${type}`);
    const size = column.take_number();
    made.put_number(size);
    made.put(this.#column(index + 1).take(size));
  }
}

/** Throws if the bytes are no columns, or those of a message that is too long. */
export function from_columns(columns: Uint8Array): Uint8Array {
  return new Reader(columns).read();
}
