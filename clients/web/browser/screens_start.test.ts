// A big screen from its box: paired by the code that it shows, it runs, starts as it was with no server in reach, and catches
// up by itself when there is one again.

import { follow, type Follower, Screens } from "@dais/sdk";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Console, signed_in } from "./console.ts";
import { launch, wall } from "./screen.ts";
import { Server } from "./server.ts";

const log = "gdpa-2024";
const soon = { timeout: 10_000, interval: 50 };
const mended = { timeout: 30_000, interval: 100 };
/** A minute of the summit lasts six seconds. */
const its_clock = ["--clock", `${log}@2024-09-12T09:05-01:00`, "--speed", "10"];

let browser: Browser;
let server: Server;
let organiser: Follower;
/** The id of the Screen as which devices are paired. */
let screen = "";

// One server for all: each story says what it wants to be shown.
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), Server.start(...its_clock)]);
  organiser = follow({ url: server.live_url, key: server.key, logs: [log] });
  await server.dais("screen", "add", "name=Hall A, left", "room=Plenary Hall");
  const screens = new Screens(organiser.logs[0]!.store);
  screen = await vi.waitUntil(() => screens.screens().find(({ name }) => name === "Hall A, left")?.id, soon);
});
beforeEach(() => server.dais("screen", "scene", "--all", "auto"));
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  organiser.close();
  await browser.close();
  await server.close();
});

/** A device that shows its code, and an organiser who types it. */
async function paired(): Promise<Console> {
  const context = await browser.newContext({ viewport: wall });
  const device = await Console.open(context, `${server.url}/screen`);
  const code = await code_on(device.page);
  const console = await signed_in(browser, server, "organiser");
  await console.is("Secretariat (demo)");
  const pair_screen = { log, pairScreen: { code, name: "Hall A, left", screen } };
  expect(await account_command(console.page, pair_screen)).toBe(200);
  await runs(device.page);
  return device;
}

/** Returns it once there is one. */
async function code_on(page: Page): Promise<string> {
  const code = page.getByTestId("code");
  await expect.poll(() => code.innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  return code.innerText();
}

function account_command(page: Page, command: object): Promise<number> {
  return page.evaluate(async (body) => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/v1/account", { method: "POST", headers, body })).status;
  }, JSON.stringify(command));
}

async function runs(page: Page): Promise<void> {
  await page.getByTestId("scene").waitFor();
  await expect.poll(() => state(page), mended).toBe("live");
}

const state = (page: Page): Promise<string> => page.evaluate(() => window.dais.state());
const position = (page: Page): Promise<number> => page.evaluate(() => window.dais.position());
const scene = (page: Page): Promise<string | null> => page.getByTestId("scene").getAttribute("data-scene");

/** Returns when the device has what it needs for a start of its own, files and what it holds: of which position. */
async function keeps_all(page: Page): Promise<number> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = (): Promise<number> =>
    page.evaluate(async (name) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error("nothing is kept"));
        });
      const database = await done(indexedDB.open("dais-screen"));
      const { kept } = (await done(database.transaction("logs").objectStore("logs").get(name))) as { kept: { position: bigint } };
      database.close();
      return (await caches.match("/screen/index.html")) ? Number(kept.position) : -1;
    }, log);
  await expect.poll(async () => (await kept().catch(() => -1)) === (await position(page)), mended).toBe(true);
  return position(page);
}

test("paired by its code, a screen runs, starts with no server in reach, and is live again once there is one", { timeout: 120_000 }, async () => {
  const { page, errors } = await paired();
  expect(await scene(page)).toBe("door");
  const said = (): boolean =>
    organiser.presence?.screens.some(({ report, connected }) => connected && report?.screenId === screen) ?? false;
  await expect.poll(said, soon).toBe(true);

  await server.dais("screen", "scene", "--all", "hall");
  await expect.poll(() => scene(page), soon).toBe("hall");
  const kept = await keeps_all(page);
  await server.kill();

  await page.reload();
  await page.getByTestId("scene").waitFor();
  expect(await scene(page)).toBe("hall");
  expect(await position(page)).toBe(kept);
  expect(await state(page)).toBe("stale");
  await expect.poll(() => page.getByTestId("stale").innerText(), mended).toMatch(/^Not updated since \d\d:\d\d/);
  // Its clock goes on, at the pace of the log's.
  const clock = page.getByTestId("clock");
  const then = await clock.innerText();
  await expect.poll(() => clock.innerText(), mended).not.toBe(then);

  await server.serve();
  await expect.poll(() => state(page), mended).toBe("live");
  await expect.poll(() => page.getByTestId("stale").count(), soon).toBe(0);
  await server.dais("screen", "scene", "--all", "welcome");
  await expect.poll(() => scene(page), soon).toBe("welcome");
  expect(errors).toEqual([]);
});

test("a screen that is asked to load itself anew does so once, though what it kept is from before", async () => {
  const { page, errors } = await paired();
  await keeps_all(page);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await server.dais("screen", "reload", "--all");
  await expect.poll(() => loads, soon).toBe(1);
  await runs(page);
  await page.waitForTimeout(2_000);
  expect(loads).toBe(1);
  expect(errors).toEqual([]);
});

test("a screen that has forgotten which one it is asks the server, and one that shall forget is paired anew", async () => {
  const { page, errors } = await paired();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${server.url}/screen?lang=en`);
  await runs(page);
  expect(await scene(page)).toBe("door");

  await page.keyboard.press("Shift+Escape");
  const panel = page.getByTestId("panel");
  await panel.waitFor();
  expect(await panel.innerText()).toMatch(/Hall A, left[^]*gdpa-2024[^]*Live/);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await page.keyboard.press("Shift+Escape");
  await page.getByTestId("pair-anew").click();
  await code_on(page);
  expect((await page.context().cookies()).some(({ name }) => name === "dais")).toBe(false);
  expect(errors).toEqual([]);
});

test("a screen opened by its address alone is that one, and remembers nothing", async () => {
  await server.dais("screen", "scene", "--all", "welcome");
  const { page } = await Console.open(browser, `${server.url}/screen/${log}?screen=${screen}`);
  await runs(page);
  expect(await scene(page)).toBe("welcome");
  expect(await page.getByTestId("unpaired").count()).toBe(0);
  await page.goto(`${server.url}/screen?lang=en`);
  await code_on(page);
});
