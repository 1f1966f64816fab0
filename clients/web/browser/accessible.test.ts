// What a machine can see of WCAG 2.2 A and AA (axe-core) on every face: the scenes of big screens, their pairing, the dashboard, the
// console's signing in, and a page that embeds the programme.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scenes } from "./pictures.ts";
import { demo_scenery, type Scenery } from "./scenery.ts";
import { launch, laptop } from "./screen.ts";

let browser: Browser;
let scenery: Scenery;
let axe: string;
let elsewhere: HttpServer;

beforeAll(async () => {
  axe = await readFile(resolve(import.meta.dirname, "../node_modules/axe-core/axe.min.js"), "utf8");
  [browser, scenery] = await Promise.all([launch(), demo_scenery()]);
  const page = `<!doctype html><html lang="en"><head><title>A website</title></head><body><main><h1>Our congress</h1>
    <dais-programme summit="${scenery.log}"></dais-programme></main><script src="${scenery.server.url}/embed.js"></script></body></html>`;
  elsewhere = createServer((_request, response) => response.setHeader("content-type", "text/html").end(page));
  elsewhere.listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
}, 120_000);
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await scenery.close();
});

/** What is wrong, one line each; empty: nothing. */
async function faults(url: string, ready: string): Promise<string[]> {
  const page: Page = await browser.newPage({ viewport: laptop, reducedMotion: "reduce" });
  await page.goto(url);
  await page.waitForSelector(ready);
  await page.waitForTimeout(500);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    () =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }),
  );
  await page.close();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`));
}

test.each(Object.keys(scenes).flatMap((scene) => [[scene, "light", "en"], [scene, "dark", "ar"]]))("the scene %s, %s, in %s", async (scene, theme, language) => {
  const { server, log, at, room, session } = scenery;
  const of_what = scene === "door" ? `&room=${room}` : scene === "floor" || scene === "podium" ? `&session=${session}` : "";
  const url = `${server.url}/screen/${log}?preview&still&at=${at}&scene=${scene}&lang=${language}&theme=${theme}${of_what}`;
  expect(await faults(url, '[data-testid="scene"]')).toEqual([]);
});

test("a screen that wants to be paired", async () => {
  expect(await faults(`${scenery.server.url}/screen`, '[data-testid="code"]')).toEqual([]);
});

test.each(["en", "ar"])("the dashboard, in %s", async (language) => {
  const live = '[data-testid="connection"][data-state="live"]';
  for (const view of ["now", "day"]) {
    expect(await faults(`${scenery.server.url}/?at=${scenery.at}&view=${view}&lang=${language}`, live), view).toEqual([]);
  }
});

test("signing in", async () => {
  expect(await faults(`${scenery.server.url}/account?lang=en`, '[data-testid="sign-in"]')).toEqual([]);
});

test("a page of somebody else with the programme on it", async () => {
  const { port } = elsewhere.address() as AddressInfo;
  expect(await faults(`http://localhost:${port}/`, "dais-programme")).toEqual([]);
});
