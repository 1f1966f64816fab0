// What a reader holds of one log: a map (kind, id) → bytes, and the fold that moves it from position to position.
//
// It promises: Changes are folded only if they continue exactly where the store stands; a Snapshot replaces all, at its
// last part and not before; what is shown always sums to the server's digest or says so. Kinds that it does not know are
// kept like any other. It knows no socket and no clock, and never asks the server for anything: it answers with a Verdict
// and its owner acts.

import { compare_bytes, equal_bytes, hex } from "./bytes.ts";
import { minus_u64, record_digest, sum_u64 } from "./digest.ts";
import { decode_record, type RecordOf } from "./records.ts";
import { kept_bytes_max, snapshot_bytes_max } from "./limits.ts";
import type { Changes, Resume, Snapshot } from "../gen/dais/v1/live_pb.ts";
import { Audience, type Entry } from "../gen/dais/v1/change_pb.ts";

export interface Held {
  readonly kind: number;
  readonly id: string;
  readonly owner: string;
  readonly bytes: Uint8Array;
  readonly digest: bigint;
}

/** All that a store holds at a position, such as can be put away and taken up again elsewhere. */
export interface Kept {
  readonly audience: Audience;
  readonly view: Uint8Array;
  readonly position: bigint;
  readonly chain: Uint8Array;
  readonly digest: bigint;
  /** Record by record; their bytes are in `bytes`, one after another. */
  readonly kinds: readonly number[];
  readonly ids: readonly string[];
  readonly owners: readonly string[];
  readonly sizes: readonly number[];
  readonly bytes: Uint8Array;
}

/** A record that came, went or became another. */
export interface Touched {
  readonly kind: number;
  readonly id: string;
}

/** `first`: the store held nothing before, so that nothing of it is news. */
export type StoreListener = (touched: readonly Touched[], first: boolean) => void;

export type Verdict =
  | "proven" // At a position, and the digest agrees.
  | "collecting" // Parts of a snapshot are still to come.
  | "gap" // These changes do not continue what is held: resume anew.
  | "differs"; // What is held is not what the server has: take a snapshot.

const key_of = (kind: number, id: string): string => `${kind} ${id}`;

export class Store {
  #records = new Map<string, Held>();
  #decoded = new WeakMap<Held, unknown>();
  #kinds = new Map<number, Map<string, Held>>();
  #digest = 0n;
  #audience = Audience.UNSPECIFIED;
  #view = new Uint8Array();
  #chain = new Uint8Array();
  #position = 0n;
  #holds = false;
  #resumable = false;
  #parts: Entry[] | undefined;
  #parts_bytes = 0;
  #parts_next = 0;
  #awaits_snapshot = false;
  #unverified: Iterator<Held> | undefined;
  #listeners = new Set<StoreListener>();

  /** Whether a whole snapshot is held. */
  get holds(): boolean {
    return this.#holds;
  }

  get position(): bigint {
    return this.#position;
  }

  get digest(): bigint {
    return this.#digest;
  }

  get size(): number {
    return this.#records.size;
  }

  get audience(): Audience {
    return this.#audience;
  }

  /** Where to go on from; undefined if only a snapshot will do. */
  resume(): Resume | undefined {
    if (!this.#resumable) return undefined;
    return {
      $typeName: "dais.v1.Resume",
      audience: this.#audience,
      view: this.#view,
      position: this.#position,
      chain: this.#chain,
    };
  }

  /** Only a snapshot will do from here; what is held stays on the screen until its last part is there. */
  await_snapshot(): void {
    this.#resumable = false;
    this.#awaits_snapshot = true;
    this.#parts = undefined;
  }

  /** A new socket: parts of a snapshot begun on the old one will not be continued. */
  new_socket(resumed: boolean): void {
    this.#parts = undefined;
    this.#awaits_snapshot = !resumed;
  }

  take_part(part: Snapshot): Verdict {
    if (part.part === 0) {
      this.#parts = [];
      this.#parts_bytes = 0;
      this.#parts_next = 0;
      this.#awaits_snapshot = true;
    }
    if (this.#parts === undefined || part.part !== this.#parts_next) return "gap";
    this.#parts_next += 1;
    for (const entry of part.entries) {
      this.#parts_bytes += entry.put?.length ?? 0;
      this.#parts.push(entry);
    }
    if (this.#parts_bytes > snapshot_bytes_max) return "gap";
    return part.last ? this.#swap(part, this.#parts) : "collecting";
  }

  #swap(last: Snapshot, entries: readonly Entry[]): Verdict {
    const records = new Map<string, Held>();
    for (const entry of entries) {
      if (entry.put === undefined) continue;
      const held = this.#hold(entry, entry.put);
      records.set(key_of(entry.kind, entry.id), held);
    }
    this.#parts = undefined;
    if (digest_of(records) !== last.digest) return "differs";
    this.#awaits_snapshot = false;
    this.#replace(records, last);
    return "proven";
  }

  #replace(records: Map<string, Held>, by: Omit<Resume, "$typeName"> & { readonly digest: bigint }): void {
    const first = !this.#holds;
    const touched = differences(this.#records, records);
    this.#view = by.view.slice();
    this.#stand_at(by.position, by.chain);
    this.#records = records;
    this.#kinds.clear();
    for (const held of records.values()) this.#index(held.kind).set(held.id, held);
    this.#digest = by.digest;
    this.#audience = by.audience;
    this.#holds = true;
    this.#resumable = true;
    this.#unverified = undefined;
    this.#tell(touched, first);
  }

  /** What is held, if it can be gone on from and is no more than may be kept. */
  keep(): Kept | undefined {
    if (!this.#resumable) return undefined;
    const all = [...this.#records.values()];
    const sizes = all.map(({ bytes }) => bytes.length);
    const size = sizes.reduce((sum, one) => sum + one, 0);
    if (size > kept_bytes_max) return undefined;
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const held of all) {
      bytes.set(held.bytes, at);
      at += held.bytes.length;
    }
    return {
      audience: this.#audience,
      view: this.#view,
      position: this.#position,
      chain: this.#chain,
      digest: this.#digest,
      kinds: all.map(({ kind }) => kind),
      ids: all.map(({ id }) => id),
      owners: all.map(({ owner }) => owner),
      sizes,
      bytes,
    };
  }

  /** Holds what was kept, and resumes from there; false, and as before, if it is not what was put away. */
  take_up(kept: Kept): boolean {
    if (this.#holds) return false;
    const records = this.#records_of(kept);
    if (!records || digest_of(records) !== kept.digest) return false;
    this.#replace(records, kept);
    return true;
  }

  // What a device brings back may be anything.
  #records_of({ kinds, ids, owners, sizes, bytes }: Kept): Map<string, Held> | undefined {
    const records = new Map<string, Held>();
    let at = 0;
    try {
      ids.forEach((id, index) => {
        const kind = kinds[index] ?? 0;
        const from = at;
        at += sizes[index] ?? 0;
        records.set(key_of(kind, id), this.#hold({ kind, id, owner: owners[index] ?? "" }, bytes.subarray(from, at)));
      });
      return records;
    } catch {
      return undefined;
    }
  }

  take_changes(changes: Changes): Verdict {
    if (this.#awaits_snapshot) return "collecting";
    if (!this.#holds || changes.after !== this.#position) return "gap";
    if (changes.after + BigInt(changes.changes.length) !== changes.position) return "gap";
    const touched = new Map<string, Touched>();
    for (const change of changes.changes) {
      for (const entry of change.entries) {
        this.#apply(entry);
        touched.set(key_of(entry.kind, entry.id), { kind: entry.kind, id: entry.id });
      }
    }
    this.#stand_at(changes.position, changes.chain);
    if (touched.size > 0) this.#tell([...touched.values()], false);
    if (this.#digest === changes.digest) return "proven";
    this.#resumable = false;
    return "differs";
  }

  #apply(entry: Entry): void {
    const key = key_of(entry.kind, entry.id);
    const old = this.#records.get(key);
    if (old) this.#digest = minus_u64(this.#digest, old.digest);
    if (entry.put === undefined) {
      this.#records.delete(key);
      this.#index(entry.kind).delete(entry.id);
      return;
    }
    const held = this.#hold(entry, entry.put);
    this.#records.set(key, held);
    this.#index(entry.kind).set(entry.id, held);
    this.#digest = sum_u64(this.#digest, held.digest);
  }

  // A copy, so that a small record does not keep the whole message alive.
  #hold(entry: Pick<Entry, "owner" | "id"> & { readonly kind: number }, put: Uint8Array): Held {
    const bytes = put.slice();
    const digest = record_digest(entry.kind, entry.id, bytes);
    return { kind: entry.kind, id: entry.id, owner: entry.owner, bytes, digest };
  }

  #stand_at(position: bigint, chain: Uint8Array): void {
    this.#position = position;
    this.#chain = chain.slice();
  }

  #index(kind: number): Map<string, Held> {
    let index = this.#kinds.get(kind);
    if (!index) this.#kinds.set(kind, (index = new Map<string, Held>()));
    return index;
  }

  #tell(touched: readonly Touched[], first: boolean): void {
    for (const listener of this.#listeners) {
      try {
        listener(touched, first);
      } catch (fault) {
        // A drawing that fails must not look like a message that makes no sense.
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  }

  /** Called after every fold and swap, with what it touched; returns how to stop. */
  on_touched(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All records of a kind by id; a living view, not to be changed. */
  of_kind(kind: number): ReadonlyMap<string, Held> {
    return this.#index(kind);
  }

  all(): IterableIterator<Held> {
    return this.#records.values();
  }

  /** The decoded record, or undefined if it is not held or not to be decoded. */
  get<K extends keyof RecordOf>(kind: K, id: string): RecordOf[K] | undefined {
    const held = this.#index(kind).get(id);
    if (!held) return undefined;
    if (!this.#decoded.has(held)) this.#decoded.set(held, decode_record(kind, held.bytes));
    return this.#decoded.get(held) as RecordOf[K] | undefined;
  }

  /** Recomputes the digest of every record held from its bytes: true if all is as it was proven. */
  verify(): boolean {
    let sum = 0n;
    for (const held of this.#records.values()) {
      sum = sum_u64(sum, record_digest(held.kind, held.id, held.bytes));
    }
    return sum === this.#digest;
  }

  /** The same for the next `count` records, round and round. */
  verify_slice(count: number): boolean {
    for (let left = Math.min(count, this.#records.size); left > 0; left -= 1) {
      this.#unverified ??= this.#records.values();
      const next = this.#unverified.next();
      if (next.done) this.#unverified = undefined;
      else if (record_digest(next.value.kind, next.value.id, next.value.bytes) !== next.value.digest) return false;
    }
    return true;
  }

  /** The canonical dump: `KIND ID HEX\n` by kind as a number, then by id as bytes. */
  dump(): string {
    const utf8 = new TextEncoder();
    const sorted = [...this.#records.values()].map((held) => ({ held, id: utf8.encode(held.id) }));
    sorted.sort((a, b) => a.held.kind - b.held.kind || compare_bytes(a.id, b.id));
    return sorted.map(({ held }) => `${held.kind} ${held.id} ${hex(held.bytes)}\n`).join("");
  }
}

function digest_of(records: ReadonlyMap<string, Held>): bigint {
  let sum = 0n;
  for (const held of records.values()) sum = sum_u64(sum, held.digest);
  return sum;
}

function differences(old: ReadonlyMap<string, Held>, now: ReadonlyMap<string, Held>): Touched[] {
  const touched: Touched[] = [];
  for (const [key, held] of now) {
    const before = old.get(key);
    if (!before || !equal_bytes(before.bytes, held.bytes)) touched.push({ kind: held.kind, id: held.id });
  }
  for (const [key, held] of old) if (!now.has(key)) touched.push({ kind: held.kind, id: held.id });
  return touched;
}
