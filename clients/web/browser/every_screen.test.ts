// Every scene on every shape of glass: nothing is cut, overflows or lies on something else, and all of it can be read.
// DAIS_EVERY=1 looks at all 324 pictures of each summit; without it, at each scene on each size, in themes and languages in turn.

import { writeFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults_of, settled } from "./legible.ts";
import { every_picture, type Picture, sizes, some_pictures } from "./pictures.ts";
import { sample } from "./sample.ts";
import { congress_scenery, demo_scenery, type Scenery } from "./scenery.ts";
import { launch } from "./screen.ts";

const pictures = process.env["DAIS_EVERY"] ? every_picture() : some_pictures();
const kept_in = process.env["DAIS_PICTURES"];
const fosdem = sample("frab-xml/fosdem-2025.xml");

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

function address(scenery: Scenery, { scene, theme, language }: Picture): string {
  const { server, log, at, room, session } = scenery;
  const of_floor = ["floor", "podium"].includes(scene) && session !== "" ? `&session=${session}` : `&room=${room}`;
  const of_what = ["door", "floor", "podium"].includes(scene) ? of_floor : "";
  return `${server.url}/screen/${log}?preview&still&at=${at}&scene=${scene}&lang=${language}&theme=${theme}${of_what}`;
}

async function look(scenery: Scenery, width: number, height: number): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  const found: string[] = [];
  page.on("pageerror", (error) => found.push(error.message));
  for (const picture of pictures.filter((one) => one.width === width && one.height === height)) {
    await page.goto(address(scenery, picture));
    await settled(page);
    const { scene, theme, language } = picture;
    const named = `${scene}-${width}x${height}-${theme}-${language}`;
    for (const fault of await faults_of(page)) found.push(`${named}: ${fault}`);
    if (kept_in) await writeFile(`${kept_in}/${scenery.log}-${named}.png`, await page.screenshot());
  }
  await page.close();
  return found;
}

const timeout = 20 * 60_000;

describe.each([
  ["the demo summit", () => demo_scenery()],
  ["FOSDEM 2025", fosdem === undefined ? undefined : () => congress_scenery(fosdem, "fosdem-2025", "2025-02-01T11:40")],
] as const)("of %s", (_name, scenery_of) => {
  let scenery: Scenery;
  beforeAll(async () => {
    if (scenery_of) scenery = await scenery_of();
  }, 180_000);
  afterAll(() => (scenery_of ? scenery.close() : undefined));

  test.skipIf(!scenery_of).each(sizes)("nothing is wrong on %d × %d", { timeout }, async (width, height) => {
    expect(await look(scenery, width, height)).toEqual([]);
  });
});
