import { describe, expect, test } from "vitest";
import { create } from "@bufbuild/protobuf";
import { EntrySchema, Kind } from "../gen/dais/v1/change_pb.ts";
import { kept_bytes_max } from "../src/limits.ts";
import { type Kept, Store, type Touched } from "../src/store.ts";
import { chain, progress, removal, room, ServerSide, session, snapshot_of, text, view } from "./records_for_tests.ts";

function both(): { server: ServerSide; store: Store } {
  const server = new ServerSide();
  server.position = 7n;
  server.hold(room("r1", { name: [text("Plenary")] }), session("s1", { title: [text("Opening")] }));
  const store = new Store();
  store.new_socket(false);
  expect(store.take_part(snapshot_of(server))).toBe("proven");
  return { server, store };
}

describe("folding", () => {
  test("changes that continue are folded, and the digest agrees", () => {
    const { server, store } = both();
    const changes = server.change([progress("s1", { room: "r2" })], [removal(Kind.ROOM, "r1")]);
    expect(store.take_changes(changes)).toBe("proven");
    expect(store.position).toBe(9n);
    expect(store.get(Kind.SESSION_PROGRESS, "s1")?.room).toBe("r2");
    expect(store.get(Kind.ROOM, "r1")).toBeUndefined();
  });

  test("what was folded is what a fresh snapshot says", () => {
    const { server, store } = both();
    store.take_changes(server.change([session("s2", {})], [removal(Kind.SESSION, "s1")], [session("s1", {})]));
    const fresh = new Store();
    fresh.take_part(snapshot_of(server));
    expect(store.dump()).toBe(fresh.dump());
    expect(store.digest).toBe(fresh.digest);
  });

  test("changes from elsewhere are a gap and touch nothing", () => {
    const { server, store } = both();
    server.change([session("s2", {})]);
    const before = store.dump();
    expect(store.take_changes(server.change([session("s3", {})]))).toBe("gap");
    expect(store.dump()).toBe(before);
    expect(store.resume()).toMatchObject({ position: 7n });
  });

  test("a position that does not count its changes is a gap", () => {
    const { server, store } = both();
    const changes = server.change([session("s2", {})]);
    changes.position += 1n;
    expect(store.take_changes(changes)).toBe("gap");
  });

  test("another digest is said, and there is no resume from there", () => {
    const { server, store } = both();
    const changes = server.change([session("s2", {})]);
    changes.digest += 1n;
    expect(store.take_changes(changes)).toBe("differs");
    expect(store.resume()).toBeUndefined();
  });

  test("kinds that it does not know are kept", () => {
    const { server, store } = both();
    const unknown = create(EntrySchema, { kind: 99 as Kind, id: "z1", put: new Uint8Array([0, 255]) });
    expect(store.take_changes(server.change([unknown]))).toBe("proven");
    expect(store.dump()).toContain("99 z1 00ff\n");
  });
});

describe("snapshots", () => {
  test("parts are swapped in on the last one and not before", () => {
    const { server, store } = both();
    const before = store.dump();
    server.hold(session("s2", {}), session("s3", {}));
    const [first, second, last] = server.snapshot(3);
    expect(store.take_part(first!)).toBe("collecting");
    expect(store.take_part(second!)).toBe("collecting");
    expect(store.dump()).toBe(before);
    expect(store.take_part(last!)).toBe("proven");
    expect(store.size).toBe(4);
  });

  test("a missing part is a gap", () => {
    const { server, store } = both();
    const [first, , last] = server.snapshot(3);
    store.take_part(first!);
    expect(store.take_part(last!)).toBe("gap");
  });

  test("changes between the parts wait for the swap to be asked for again", () => {
    const { server, store } = both();
    const [first] = server.snapshot(2);
    store.take_part(first!);
    expect(store.take_changes(server.change([session("s2", {})]))).toBe("collecting");
  });

  test("a snapshot that does not sum to its digest is not shown", () => {
    const { server, store } = both();
    const before = store.dump();
    server.hold(session("s2", {}));
    const wrong = snapshot_of(server);
    wrong.digest += 1n;
    expect(store.take_part(wrong)).toBe("differs");
    expect(store.dump()).toBe(before);
  });

  test("a swap tells what is different, and that the first is no news", () => {
    const server = new ServerSide();
    server.hold(session("s1", {}), session("s2", {}));
    const store = new Store();
    const told: { touched: readonly Touched[]; first: boolean }[] = [];
    store.on_touched((touched, first) => told.push({ touched, first }));
    store.take_part(snapshot_of(server));
    server.hold(session("s2", { number: 3 }), removal(Kind.SESSION, "s1"));
    store.take_part(snapshot_of(server));
    expect(told[0]).toMatchObject({ first: true });
    expect(told[1]).toEqual({ touched: [{ kind: 6, id: "s2" }, { kind: 6, id: "s1" }], first: false });
  });
});

describe("proof of what is held", () => {
  test("resume is audience, view, position and chain", () => {
    const { store } = both();
    expect(store.resume()).toMatchObject({ audience: 1, view, position: 7n, chain });
  });

  test("a flipped byte is found, whichever way it is looked for", () => {
    const { store } = both();
    expect(store.verify()).toBe(true);
    expect(store.verify_slice(5)).toBe(true);
    const held = [...store.all()].find(({ bytes }) => bytes.length > 0)!;
    held.bytes[0]! ^= 1;
    expect(store.verify()).toBe(false);
    expect(store.verify_slice(store.size + 1)).toBe(false);
  });

  test("slices go round and reach every record", () => {
    const server = new ServerSide();
    for (let i = 0; i < 100; i += 1) server.hold(session(`s${i}`, { number: i + 1 }));
    const store = new Store();
    store.take_part(snapshot_of(server));
    expect(store.verify_slice(70)).toBe(true);
    [...store.all()][10]!.bytes[0]! ^= 1;
    expect(store.verify_slice(25)).toBe(true);
    expect([store.verify_slice(10), store.verify_slice(10)]).toContain(false);
  });

  test("records that are no messages do not end the reader", () => {
    const { server, store } = both();
    const broken = create(EntrySchema, { kind: Kind.SESSION, id: "s9", put: new Uint8Array([255, 255]) });
    expect(store.take_changes(server.change([broken]))).toBe("proven");
    expect(store.get(Kind.SESSION, "s9")).toBeUndefined();
  });

  test("the dump is by kind as a number, then by id as bytes", () => {
    const server = new ServerSide();
    const ids = ["sb", "s\u{1f600}", "s\uff00", "sa"];
    server.hold(...ids.map((id) => session(id, {})), create(EntrySchema, { kind: 10, id: "x", put: new Uint8Array() }));
    const store = new Store();
    store.take_part(snapshot_of(server));
    expect(store.dump()).toBe("6 sa \n6 sb \n6 s\uff00 \n6 s\u{1f600} \n10 x \n");
  });
});

describe("what is kept", () => {
  const away = (store: Store): Kept => structuredClone(store.keep()!);

  test("is taken up whole, resumes where it was put away, and is no news", () => {
    const { server, store } = both();
    store.take_changes(server.change([progress("s1", { room: "r1" })]));
    const later = new Store();
    const told: [readonly Touched[], boolean][] = [];
    later.on_touched((touched, first) => told.push([touched, first]));
    expect(later.take_up(away(store))).toBe(true);
    expect([later.dump(), later.digest, later.size]).toEqual([store.dump(), store.digest, 3]);
    expect(later.resume()).toEqual(store.resume());
    expect(told).toMatchObject([[{ length: 3 }, true]]);
    expect(later.verify()).toBe(true);
    later.new_socket(true);
    expect(later.take_changes(server.change([removal(Kind.ROOM, "r1")]))).toBe("proven");
    expect(later.get(Kind.SESSION, "s1")?.title[0]?.text).toBe("Opening");
  });

  test("keeps the owners of records", () => {
    const { server, store } = both();
    const owned = { ...session("s2", {}), owner: "d1" };
    store.take_changes(server.change([owned]));
    const later = new Store();
    later.take_up(away(store));
    expect(later.of_kind(Kind.SESSION).get("s2")?.owner).toBe("d1");
  });

  test("is nothing before a snapshot, nor of what was not proven", () => {
    expect(new Store().keep()).toBeUndefined();
    const { server, store } = both();
    const changes = server.change([session("s2", {})]);
    changes.digest += 1n;
    store.take_changes(changes);
    expect(store.keep()).toBeUndefined();
  });

  test("is nothing of more than may be kept", () => {
    const { server, store } = both();
    const large = create(EntrySchema, { kind: 99 as Kind, id: "z1", put: new Uint8Array(kept_bytes_max) });
    store.take_changes(server.change([large]));
    expect([store.keep(), store.resume()?.position]).toEqual([undefined, 8n]);
  });

  test.each<[string, (kept: Kept) => Kept]>([
    ["a byte", (kept) => ({ ...kept, bytes: kept.bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) })],
    ["an id", (kept) => ({ ...kept, ids: ["r2", ...kept.ids.slice(1)] })],
    ["a kind", (kept) => ({ ...kept, kinds: [] })],
    ["a record", (kept) => ({ ...kept, ids: kept.ids.slice(1) })],
    ["the sum", (kept) => ({ ...kept, digest: kept.digest + 1n })],
  ])("is not taken up if %s is another", (_, damage) => {
    const { store } = both();
    const later = new Store();
    expect(later.take_up(damage(away(store)))).toBe(false);
    expect([later.holds, later.size, later.position, later.resume()]).toEqual([false, 0, 0n, undefined]);
  });

  test("does not take the place of what is held", () => {
    const { server, store } = both();
    const old = away(store);
    store.take_changes(server.change([session("s2", {})]));
    expect(store.take_up(old)).toBe(false);
    expect(store.position).toBe(8n);
  });

  test("is shown until the snapshot that was asked for meanwhile is whole", () => {
    const { server, store } = both();
    const later = new Store();
    later.new_socket(false);
    server.hold(session("s3", {}));
    const [first, last] = server.snapshot(2);
    later.take_part(first!);
    expect(later.take_up(away(store))).toBe(true);
    expect(later.take_changes(server.change([session("s2", {})]))).toBe("collecting");
    expect(later.take_part(last!)).toBe("proven");
    expect(later.size).toBe(3);
  });
});
