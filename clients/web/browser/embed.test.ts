// The programme on somebody else's website: live, apart from the page around it, as everybody sees it whoever is signed in.

import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signed_in } from "./console.ts";
import { launch } from "./screen.ts";
import { Server } from "./server.ts";

const soon = { timeout: 15_000, interval: 100 };

let browser: Browser;
let server: Server;
let website: HttpServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
  const page = `<!doctype html><html lang="fr"><head><title>Un site</title><style>li, p { color: red !important; display: none }</style></head>
    <body><dais-programme summit="gdpa-2024" style="--dais-accent: #8a1c5c"></dais-programme>
    <dais-programme summit="nowhere"></dais-programme><script src="${server.url}/embed.js"></script></body></html>`;
  website = createServer((_request, response) => response.setHeader("content-type", "text/html; charset=utf-8").end(page));
  website.listen(0, "127.0.0.1");
  await once(website, "listening");
});
afterAll(async () => {
  await browser.close();
  website.close();
  await server.close();
});

const url = (host: string): string => `http://${host}:${(website.address() as AddressInfo).port}/`;
const said = (page: Page, at = 0): Promise<string> => page.locator("dais-programme section").nth(at).innerText();

test("it is in the page's language, follows what changes, and the page's styles do not reach it", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url("127.0.0.1"));
  await expect.poll(() => said(page), soon).toContain("Conférence internationale");
  const titles = page.locator("dais-programme").first().locator("h3");
  await expect.poll(() => titles.count(), soon).toBeGreaterThan(5);
  expect(await titles.first().evaluate((one) => getComputedStyle(one.closest("li")!).display)).toBe("grid");
  await page.locator("dais-programme").first().getByRole("tab").first().click();
  await server.dais("session", "cancel", "From Dublin to Sal");
  await expect.poll(() => said(page), soon).toContain("Annulé");
  await expect.poll(() => said(page, 1), soon).toContain("n’existe pas ici");
  expect(errors).toEqual([]);
  await page.close();
});

test("whoever is signed in to the server is nobody there", async () => {
  const console = await signed_in(browser, server, "organiser");
  const page = await console.page.context().newPage();
  await page.goto(url("127.0.0.1"));
  await expect.poll(() => said(page), soon).toContain("Conférence internationale");
  expect(await said(page)).not.toContain("For the bureau alone");
  await page.context().close();
});
