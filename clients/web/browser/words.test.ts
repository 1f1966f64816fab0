// No word on a big screen is fixed in the program, and the longest words find their room: in a language that nobody speaks
// everything that is said is in brackets, and half as long again.

import { create } from "@bufbuild/protobuf";
import { Kind, type LocalText } from "@dais/sdk";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalTextSchema } from "../sdk/gen/dais/v1/text_pb.ts";
import { faults_of, settled } from "./legible.ts";
import { scenes, sizes } from "./pictures.ts";
import { demo_scenery, Hands, type Scenery } from "./scenery.ts";
import { launch } from "./screen.ts";

let browser: Browser;
let scenery: Scenery;
let hands: Hands;

beforeAll(async () => {
  [browser, scenery] = await Promise.all([launch(), demo_scenery()]);
  hands = await new Hands(scenery.server).ready();
}, 120_000);
afterAll(async () => {
  hands.close();
  await browser.close();
  await scenery.close();
});

async function open(page: Page, scene: string, language: string): Promise<void> {
  const { server, log, at, room, session } = scenery;
  const of_what = scene === "door" ? `&room=${room}` : scene === "floor" || scene === "podium" ? `&session=${session}` : "";
  await page.goto(`${server.url}/screen/${log}?preview&still&at=${at}&scene=${scene}&lang=${language}&theme=light${of_what}`);
  await settled(page);
}

/** What stands on the page and is in no brackets, but for figures, and for names as they are. */
function unbracketed(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.nodeValue ?? "").trim();
      if (!/\p{L}{2}/u.test(text) || text.includes("⟦") || text.includes("~~")) continue;
      // The browser's own words for a day.
      if (/^[\d–\s,]*(Monday|Thursday|Friday|Saturday|Sunday|September|November|and|\d|[–\s,])+$/.test(text)) continue;
      if (node.parentElement?.closest("script, style, abbr, [data-as-it-is]") || known.some((name) => name !== "" && (name.includes(text) || text.includes(name)))) continue;
      found.push(`${node.parentElement?.closest("[data-testid]")?.getAttribute("data-testid") ?? ""}: ${text}`);
    }
    return found;
  }, names);
}

test("in a language that nobody speaks all words are in brackets", { timeout: 180_000 }, async () => {
  const { store } = hands.log;
  const names = [...store.of_kind(Kind.PERSON).keys()].map((id) => store.get(Kind.PERSON, id)!.name);
  const summit = store.get(Kind.SUMMIT, "m")!;
  names.push(summit.acronym, "gdpa-2024", "127.0.0.1");
  for (const id of store.of_kind(Kind.ANNOUNCEMENT).keys()) names.push(store.get(Kind.ANNOUNCEMENT, id)!.issuerName);
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  for (const scene of Object.keys(scenes)) {
    await open(page, scene, "en-XA");
    // A test card shows letters as they are.
    if (scene !== "test-card") expect(await unbracketed(page, names), scene).toEqual([]);
    expect(await faults_of(page), scene).toEqual([]);
  }
  await page.close();
});

test("words of thirty letters and titles of two hundred find their room", { timeout: 240_000 }, async () => {
  const word = "Rechtsschutzversicherungsgesellschaften";
  const { store } = hands.log;
  const { session: id, room: room_id } = scenery;
  const session = store.get(Kind.SESSION, id)!;
  const in_english = (text: string): LocalText[] => [create(LocalTextSchema, { language: "en", text })];
  const title = in_english(`${word}: ${"declaring together what states endorse, and how ".repeat(3)}`);
  await hands.done({ case: "putSession", value: { id, session: { ...session, title } } });
  const room = store.get(Kind.ROOM, room_id)!;
  await hands.done({ case: "putRoom", value: { id: room_id, room: { ...room, name: in_english(word) } } });
  for (const [width, height] of sizes) {
    const page = await browser.newPage({ viewport: { width, height } });
    for (const scene of ["hall", "door", "floor", "podium"]) {
      await open(page, scene, "en");
      expect(await faults_of(page), `${scene} ${width} × ${height}`).toEqual([]);
    }
    await page.close();
  }
});
