import { beforeEach, describe, expect, test } from "vitest";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { PartnerKind } from "../gen/dais/v1/partner_pb.ts";
import { SceneKind, ScreenTheme, ScreenTurn } from "../gen/dais/v1/screen_pb.ts";
import { Screens } from "../src/screens.ts";
import { Store } from "../src/store.ts";
import { look, partner, removal, screen, ServerSide, snapshot_of, text } from "./records_for_tests.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const png = bytes("\x89PNG\r\n\x1a\n…");
const webp = bytes("RIFF\x01\x02\x03\x04WEBPVP8 ");
const svg = bytes("\xef\xbb\xbf <?xml version='1.0'?><svg/>");

let server: ServerSide;
let store: Store;
let screens: Screens;

beforeEach(() => {
  server = new ServerSide();
  server.hold(
    screen("w1", { name: "Hall 10", room: "r1" }),
    screen("w2", {
      name: "Hall 9",
      scene: { kind: SceneKind.PODIUM, room: "r1", session: "s1", note: [text("Two minutes")] },
      languages: ["fr", "ar"],
      languageTurnS: 30,
      theme: ScreenTheme.DARK,
      turn: ScreenTurn.SCREEN_TURN_270,
      safeAreaPermille: 25,
      pixelShift: true,
      blank: true,
      identifyUntilMs: 1_726_131_600_000n,
      reloads: 3,
    }),
    partner("u1", { name: [text("A newspaper")], kind: PartnerKind.MEDIA, order: 1, website: "https://example.org" }),
    partner("u2", { name: [text("Second host")], kind: PartnerKind.HOST, order: 2 }),
    partner("u3", { name: [text("First host")], kind: PartnerKind.HOST, order: 1, website: "javascript:alert(1)" }),
    partner("u4", { name: [text("Of no kind")] }),
  );
  store = new Store();
  screens = new Screens(store);
  store.take_part(snapshot_of(server));
});

describe("screens", () => {
  test("come by name, as people count", () => {
    expect(screens.screens().map(({ name }) => name)).toEqual(["Hall 9", "Hall 10"]);
  });

  test("are plain, and what nobody said is what is usual", () => {
    expect(screens.screen("w2")).toMatchObject({
      scene: { kind: SceneKind.PODIUM, room: "r1", session: "s1", declaration: "", note: [{ text: "Two minutes" }] },
      languages: ["fr", "ar"],
      language_turn_ms: 30_000,
      theme: ScreenTheme.DARK,
      turn_degrees: 270,
      safe_area: 0.025,
      pixel_shift: true,
      blank: true,
      identify_until_ms: 1_726_131_600_000,
      reloads: 3,
    });
    expect(screens.screen("w1")).toMatchObject({
      scene: { kind: SceneKind.UNSPECIFIED, room: "", note: [] },
      language_turn_ms: 20_000,
      turn_degrees: 0,
      safe_area: 0,
      identify_until_ms: 0,
    });
    expect(screens.screen("w9")).toBeUndefined();
  });

  test("no more of a side is left free than a screen may ask for", () => {
    store.take_changes(server.change([screen("w1", { safeAreaPermille: 900, turn: 99 as ScreenTurn })]));
    expect(screens.screen("w1")).toMatchObject({ safe_area: 0.1, turn_degrees: 0 });
  });

  test("stay the same until their own record changes", () => {
    const [ninth, tenth] = screens.screens();
    store.take_changes(server.change([screen("w1", { name: "Hall 10", blank: true })], [removal(Kind.PARTNER, "u1")]));
    expect(screens.screens()[0]).toBe(ninth);
    expect(screens.screens()[1]).not.toBe(tenth);
    expect(screens.screen("w1")).toBe(screens.screens()[1]);
    store.take_part(snapshot_of(server));
    expect(screens.screens()[0]).toBe(ninth);
    store.take_changes(server.change([removal(Kind.SCREEN, "w1")]));
    expect(screens.screens()).toEqual([ninth]);
    expect(screens.screen("w1")).toBeUndefined();
  });
});

describe("the look", () => {
  test("is Dais's own until somebody says otherwise", () => {
    expect(screens.look()).toBeUndefined();
    store.take_changes(server.change([look({ brand: "#1f3a5f" })]));
    const first = screens.look();
    expect(first).toEqual({ brand: "#1f3a5f", accent: "", logo: undefined, logo_on_dark: undefined });
    store.take_changes(server.change([screen("w1", {})]));
    expect(screens.look()).toBe(first);
    store.take_changes(server.change([removal(Kind.LOOK, "m")]));
    expect(screens.look()).toBeUndefined();
  });

  test.each([
    ["image/png", png],
    ["image/webp", webp],
    ["image/svg+xml", svg],
    ["image/svg+xml", bytes("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ])("a picture is told by its first bytes: %s", (type, picture) => {
    store.take_changes(server.change([look({ logo: picture, logoOnDark: png })]));
    expect(screens.look()?.logo).toBe(`data:${type};base64,${Buffer.from(picture).toString("base64")}`);
    expect(screens.look()?.logo_on_dark).toMatch(/^data:image\/png;base64,/);
  });

  test("what is neither colour nor picture gets nowhere", () => {
    store.take_changes(server.change([look({ brand: "red;}", accent: "#12345", logo: bytes("<html><svg>") })]));
    expect(screens.look()).toEqual({ brand: "", accent: "", logo: undefined, logo_on_dark: undefined });
  });
});

test("partners are thanked kind by kind, in their order", () => {
  expect(screens.partners().map(({ id }) => id)).toEqual(["u3", "u2", "u1", "u4"]);
  expect(screens.partners().map(({ website }) => website)).toEqual(["", "", "https://example.org", ""]);
  const before = screens.partners();
  expect(screens.partners()).toBe(before);
  store.take_changes(server.change([removal(Kind.PARTNER, "u3")]));
  expect(screens.partners().map(({ id }) => id)).toEqual(["u2", "u1", "u4"]);
});
