import { SceneKind } from "@dais/sdk";
import { expect, test } from "vitest";
import { read_address, type ScreenAddress } from "../src/live/address.ts";

const at = (address: string): ScreenAddress => read_address(new URL(address, "https://x"));

test("without a log it is whatever the device was paired as", () => {
  expect(at("/screen")).toEqual({
    log: "",
    screen: "",
    scene: undefined,
    languages: [],
    theme: undefined,
    turn: undefined,
    safe_area: undefined,
    at: "",
    preview: false,
    still: false,
    forgets: false,
    quiet_emergency: false,
  });
  expect(at("/screen/").log).toBe("");
  expect(at("/screen?forget").forgets).toBe(true);
});

test("a log and a Screen of it are named as people type them", () => {
  expect(at("/screen/gdpa-2024?screen=w1k2p")).toMatchObject({ log: "gdpa-2024", screen: "w1k2p" });
  expect(at("/screen/a%20b/").log).toBe("a b");
  expect(at("/screen/%E0%A4%A").log).toBe("%E0%A4%A");
});

test("a scene has what it is of, and one that there is not is none", () => {
  expect(at("/screen/x?scene=podium&room=r1&session=s1&note=Two%20minutes").scene).toEqual({
    kind: SceneKind.PODIUM,
    room: "r1",
    session: "s1",
    declaration: "",
    announcement: "",
    note: "Two minutes",
  });
  expect(at("/screen/x?scene=test-card").scene?.kind).toBe(SceneKind.TEST_CARD);
  expect(at("/screen/x?scene=auto").scene?.kind).toBe(SceneKind.UNSPECIFIED);
  for (const word of ["lunch", "", "toString"]) expect(at(`/screen/x?scene=${word}`).scene, word).toBeUndefined();
});

test("how the picture lies is taken from the address as far as it makes sense", () => {
  expect(at("/screen/x?turn=270&safe=30&theme=contrast&lang=fr,ar")).toMatchObject({
    turn: 270,
    safe_area: 0.03,
    theme: "contrast",
    languages: ["fr", "ar"],
  });
  expect(at("/screen/x?turn=0").turn).toBe(0);
  expect(at("/screen/x?safe=999").safe_area).toBe(0.1);
  expect(at("/screen/x?turn=45&safe=-5&theme=pink")).toMatchObject({ turn: undefined, safe_area: undefined, theme: undefined });
});

test("emergencies are left out of a preview alone, and of no screen that hangs anywhere", () => {
  expect(at("/screen/x?quiet-emergency").quiet_emergency).toBe(false);
  expect(at("/screen/x?preview&quiet-emergency&still")).toMatchObject({ preview: true, still: true, quiet_emergency: true });
});
