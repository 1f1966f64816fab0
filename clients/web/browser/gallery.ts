// Writes clients/web/screens/gallery: pictures of the scenes, some of each shape, theme and language. `./dev gallery` runs it.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { sample } from "./sample.ts";
import { congress_scenery, demo_scenery, type Scenery } from "./scenery.ts";
import { launch } from "./screen.ts";

const folder = resolve(import.meta.dirname, "../screens/gallery");
const bytes_max = 60_000;
/** No picture is wider than this. */
const width_max = 1280;

// scene, width, height, theme, language
const of_demo = [
  ["hall", 1920, 1080, "light", "en"],
  ["hall", 1920, 1080, "dark", "ar"],
  ["hall", 3840, 540, "dark", "fr"],
  ["hall", 512, 256, "light", "en"],
  ["door", 1080, 1920, "light", "fr"],
  ["door", 1080, 1920, "dark", "ar"],
  ["door", 1366, 768, "light", "en"],
  ["floor", 1920, 1080, "light", "en"],
  ["floor", 1920, 1080, "dark", "fr"],
  ["floor", 1366, 768, "light", "ar"],
  ["floor", 3840, 540, "dark", "en"],
  ["podium", 1920, 1080, "dark", "en"],
  ["podium", 512, 256, "dark", "fr"],
  ["podium", 1366, 768, "light", "ar"],
  ["announcement", 1920, 1080, "light", "en"],
  ["announcement", 1080, 1920, "dark", "ar"],
  ["announcement", 3840, 540, "light", "fr"],
  ["roll", 1920, 1080, "light", "en"],
  ["roll", 1920, 1080, "dark", "ar"],
  ["roll", 1080, 1920, "light", "fr"],
  ["roll", 3840, 2160, "contrast", "en"],
  ["welcome", 1920, 1080, "light", "en"],
  ["welcome", 1080, 1920, "dark", "fr"],
  ["welcome", 3840, 540, "light", "ar"],
  ["standby", 1920, 1080, "dark", "en"],
  ["standby", 512, 256, "light", "ar"],
  ["test-card", 1920, 1080, "dark", "en"],
  ["test-card", 1080, 1920, "dark", "en"],
] as const;
const of_congress = [
  ["hall", 1920, 1080, "dark", "en"],
  ["hall", 3840, 2160, "light", "en"],
  ["hall", 1080, 1920, "light", "fr"],
  ["hall", 1366, 768, "contrast", "en"],
  ["hall", 512, 256, "dark", "en"],
  ["door", 1080, 1920, "light", "en"],
  ["door", 1920, 1080, "dark", "en"],
  ["door", 3840, 540, "light", "fr"],
] as const;
type Wanted = (typeof of_demo)[number] | (typeof of_congress)[number];

async function take(browser: Browser, scenery: Scenery, [scene, width, height, theme, language]: Wanted): Promise<void> {
  const { server, log, at, room, session } = scenery;
  const of_what = scene === "door" ? `&room=${room}` : scene === "floor" || scene === "podium" ? `&session=${session}` : "";
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  await page.goto(`${server.url}/screen/${log}?preview&still&at=${at}&scene=${scene}&lang=${language}&theme=${theme}${of_what}`);
  await page.waitForSelector('[data-testid="scene"]');
  await page.waitForTimeout(1_500);
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: Math.min(1, width_max / width, 960 / height) };
  for (let quality = 85; ; quality -= 10) {
    const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality, clip });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > bytes_max && quality > 15) continue;
    await writeFile(join(folder, `${log}-${scene}-${width}x${height}-${theme}-${language}.webp`), bytes);
    break;
  }
  await page.close();
}

async function main(): Promise<void> {
  const file = sample("frab-xml/fosdem-2025.xml");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith(".webp")) await rm(join(folder, name));
  const browser = await launch();
  const demo = await demo_scenery();
  for (const wanted of of_demo) await take(browser, demo, wanted);
  await demo.close();
  if (file !== undefined) {
    const congress = await congress_scenery(file, "fosdem-2025", "2025-02-01T11:40");
    for (const wanted of of_congress) await take(browser, congress, wanted);
    await congress.close();
  }
  await browser.close();
  const pictures = (await readdir(folder)).filter((name) => name.endsWith(".webp")).sort();
  const lines = pictures.map((name) => `![${name.replace(".webp", "")}](${name})`);
  await writeFile(join(folder, "README.md"), `# What big screens show\n\nMade by \`./dev gallery\`.\n\n${lines.join("\n\n")}\n`);
  console.log(`${pictures.length} pictures in ${folder}`);
}

await main();
