import { create } from "@bufbuild/protobuf";
import { MyselfSchema, Role } from "@dais/sdk/account";
import { afterEach, expect, test, vi } from "vitest";
import { forget_identity, keep_identity, kept_identity } from "../src/live/identity.ts";
import { told_identity } from "../src/pairing/told_identity.ts";

function device(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  return kept;
}

afterEach(() => vi.unstubAllGlobals());

const hall = { log: "gdpa-2024", screen: "w1k2p", name: "Hall A, left" };

test("a device is the screen that it was, until it forgets it", () => {
  device();
  expect(kept_identity()).toBeUndefined();
  keep_identity(hall);
  expect(kept_identity()).toEqual(hall);
  forget_identity();
  expect(kept_identity()).toBeUndefined();
});

test("what makes no sense is no identity", () => {
  const kept = device();
  for (const nonsense of ["", "null", "7", "{", "[]", '{"log":"","screen":"","name":""}', '{"log":"x","screen":1,"name":""}']) {
    kept.set("dais.screen", nonsense);
    expect(kept_identity(), nonsense).toBeUndefined();
  }
});

test("a device that may keep nothing is none, and says nothing of it", () => {
  const no = (): never => {
    throw new Error("not here");
  };
  vi.stubGlobal("localStorage", { getItem: no, setItem: no });
  keep_identity(hall);
  expect(kept_identity()).toBeUndefined();
});

test("the server tells a screen which one it is, and nobody else", () => {
  const grant = { log: "gdpa-2024", role: Role.SCREEN, screen: "w1k2p" };
  const told = (grants: object[]): unknown => told_identity(create(MyselfSchema, { account: { name: "Hall A, left", grants } }));
  expect(told([grant])).toEqual(hall);
  expect(told([{ ...grant, screen: "" }])).toEqual({ ...hall, screen: "" });
  expect(told([{ ...grant, role: Role.ORGANISER }])).toBeUndefined();
  expect(told([{ ...grant, log: "" }])).toBeUndefined();
  expect(told_identity(create(MyselfSchema, {}))).toBeUndefined();
});
