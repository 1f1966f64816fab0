// What a big screen costs its device, with a congress of a thousand sessions: scripting and layout per Change, tasks that are long,
// and how soon the first picture is there. `./dev bench screens` runs it: build/bench/screens.md.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Kind } from "@dais/sdk";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { sample } from "./sample.ts";
import { congress_scenery, demo_scenery, Hands, type Scenery } from "./scenery.ts";
import { launch } from "./screen.ts";

const changes = 60;
const every_ms = 200;
// As Chrome's developer tools call them.
const slow_4g = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
const cpu_rate = 4;

interface Cost {
  readonly script_ms: number;
  readonly layout_ms: number;
}

async function cost_so_far(devtools: CDPSession): Promise<Cost> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name: string): number => (metrics.find((one) => one.name === name)?.value ?? 0) * 1000;
  return { script_ms: of("ScriptDuration"), layout_ms: of("LayoutDuration") + of("RecalcStyleDuration") };
}

const less = (a: Cost, b: Cost): Cost => ({ script_ms: a.script_ms - b.script_ms, layout_ms: a.layout_ms - b.layout_ms });

function address({ server, log, at, room }: Scenery, scene: string): string {
  return `${server.url}/screen/${log}?preview&at=${at}&scene=${scene}&lang=en&theme=light${scene === "door" ? `&room=${room}` : ""}`;
}

/** Longer than 50 ms, from here on. */
function watch_tasks(): void {
  const long: number[] = [];
  (window as unknown as { long_tasks: number[] }).long_tasks = long;
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
}

// No start is set twice to the same minute.
let moved = 0;

async function per_change(browser: Browser, scenery: Scenery, hands: Hands, scene: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const devtools = await page.context().newCDPSession(page);
  await page.goto(address(scenery, scene));
  await page.waitForSelector('[data-testid="scene"]');
  await sleep(3_000);
  await devtools.send("Performance.enable");
  await page.evaluate(watch_tasks);

  const idle_from = await cost_so_far(devtools);
  await sleep(changes * every_ms);
  const idle = less(await cost_so_far(devtools), idle_from);

  const sessions = [...hands.log.store.of_kind(Kind.SESSION).keys()];
  const position = (): Promise<number> => page.evaluate(() => window.dais.position());
  const busy_from = await cost_so_far(devtools);
  const before = await position();
  for (let i = 0; i < changes; i += 1) {
    const id = sessions[(i * 37) % sessions.length]!;
    const planned = hands.log.store.get(Kind.SESSION, id)!.planned!.startsAtMs;
    await hands.done({ case: "setProjectedStart", value: { id, atMs: planned + BigInt(60_000 * (1 + (moved++ % 200))) } });
    await sleep(every_ms);
  }
  // A start that is set to where it is moves no position.
  await sleep(1_000);
  const seen = (await position()) - before;
  const busy = less(await cost_so_far(devtools), busy_from);
  const long = await page.evaluate(() => (window as unknown as { long_tasks: number[] }).long_tasks);
  await page.close();

  const each = less(busy, idle);
  const sum = (each.script_ms + each.layout_ms) / seen;
  return `| ${scene} | ${(each.script_ms / seen).toFixed(2)} | ${(each.layout_ms / seen).toFixed(2)} | ${sum.toFixed(2)} | ${long.length} | ${Math.max(0, ...long).toFixed(0)} |`;
}

/** From asking for the page to the scene, in milliseconds. */
async function until_picture(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('[data-testid="scene"]')) {
        requestAnimationFrame(() => performance.mark("picture"));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("picture").length > 0, undefined, { polling: 50, timeout: 60_000 });
  return page.evaluate(() => performance.getEntriesByName("picture")[0]!.startTime);
}

async function first_picture(browser: Browser, scenery: Scenery): Promise<string[]> {
  const url = address(scenery, "hall").replace("preview&", "");
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu_rate });
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", slow_4g);
    return page;
  };
  const cold = await open();
  const cold_ms = await until_picture(cold, url);
  // Until its worker has what it needs, and what is followed is kept.
  await cold.evaluate(() => navigator.serviceWorker.ready);
  await sleep(15_000);
  await cold.close();
  const again = await context.newPage();
  const cached_ms = await until_picture(again, url);
  await again.close();
  await scenery.server.stop();
  const alone = await context.newPage();
  const alone_ms = await until_picture(alone, url);
  const age = await alone.evaluate(() => document.querySelector('[data-testid="stale"]')?.textContent ?? "without its age");
  await context.close();
  return [
    `- cold, slow 4G (${slow_4g.latency} ms, 1.6 Mbit/s) and a processor ${cpu_rate} times slower: ${cold_ms.toFixed(0)} ms`,
    `- again, from the device: ${cached_ms.toFixed(0)} ms`,
    `- with no server: ${alone_ms.toFixed(0)} ms, saying “${age.trim()}”`,
  ];
}

async function sizes(): Promise<string[]> {
  const dist = resolve(import.meta.dirname, "../dashboard/dist");
  const html = await readFile(join(dist, "screen/index.html"), "utf8");
  let [brotli, gzip] = [0, 0];
  for (const [, path] of html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) {
    const bytes = await readFile(join(dist, path!));
    brotli += brotliCompressSync(bytes).length;
    gzip += gzipSync(bytes, { level: 9 }).length;
  }
  const later = (await readdir(join(dist, "screen/assets"))).filter((name) => /\.(js|css)$/.test(name) && !html.includes(name));
  return [`- script and style of the first page: ${(brotli / 1000).toFixed(1)} kB in Brotli, ${(gzip / 1000).toFixed(1)} kB in gzip; later, if wanted: ${later.join(", ")}`];
}

const file = sample("frab-xml/fosdem-2025.xml");
const browser = await launch();
const scenery = file === undefined ? await demo_scenery() : await congress_scenery(file, "fosdem-2025", "2025-02-01T11:40");
const hands = await new Hands(scenery.server).ready();
const lines = [
  `# Big screens of ${scenery.log}`,
  "",
  `${changes} Changes, five a second; what the screen does without any is taken off. Milliseconds per Change.`,
  "",
  "| scene | scripting | style and layout | both | tasks over 50 ms | the longest |",
  "|---|---|---|---|---|---|",
];
for (const scene of ["hall", "door", "announcement", "standby"]) lines.push(await per_change(browser, scenery, hands, scene));
hands.close();
lines.push("", "## The first picture, of the hall", "", ...(await first_picture(browser, scenery)), ...(await sizes()));
await browser.close();
await scenery.close();
const folder = resolve(import.meta.dirname, "../../../build/bench");
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "screens.md"), `${lines.join("\n")}\n`);
console.log(lines.join("\n"));
