// The demo's series in a browser: its page, and the roll of its declaration, on which a signature shows as it is made.

import { follow, type FollowedLog, type Follower, Kind } from "@dais/sdk";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, laptop } from "./screen.ts";
import { Server } from "./server.ts";

const series = "global-diaspora-summit";
const soon = { timeout: 20_000, interval: 100 };

let browser: Browser;
let server: Server;
let organiser: Follower;
let log: FollowedLog;
let declaration: string;
let georgia: string;

beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
  organiser = follow({ url: server.live_url, key: server.key, logs: [series] });
  await vi.waitUntil(() => organiser.state === "live", soon);
  log = organiser.logs[0]!;
  const records = [...log.store.all()];
  declaration = records.find(({ kind }) => kind === (Kind.DECLARATION as number))!.id;
  georgia = records.find(({ kind, bytes }) => kind === (Kind.PARTY as number) && Buffer.from(bytes).includes("GEO"))!.id;
});

afterAll(async () => {
  organiser.close();
  await browser.close();
  await server.close();
});

async function open(path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: laptop });
  await page.goto(`${server.url}/d/${path}`);
  await page.waitForSelector('[data-testid="connection"][data-state="live"]');
  return page;
}

async function said(verb: Parameters<Follower["command"]>[1]): Promise<void> {
  const reply = await organiser.command(log, verb, { basis: log.store.position });
  expect(reply.outcome.case).toBe("done");
}

test("the roll counts states and organisations apart, and a signature is on it as it is made", async () => {
  const page = await open(`${series}?roll=${declaration}&lang=en`);
  const count = page.getByTestId("count");
  const counted = async (): Promise<string> =>
    `${await count.getAttribute("data-states")} and ${await count.getAttribute("data-organisations")}`;
  await expect.poll(counted, soon).toBe("30 and 1");
  expect(await page.getByTestId("title").innerText()).toContain("Dublin Declaration");

  const about = { declaration, party: georgia };
  const line = page.locator(`[data-testid="roll-line"][data-party="${georgia}"]`);
  await said({ case: "withdrawEndorsement", value: about });
  await expect.poll(counted, soon).toBe("29 and 1");
  await said({ case: "announceEndorsement", value: about });
  await expect.poll(() => line.getAttribute("data-status"), soon).toBe("announced");
  await said({ case: "checkCredentials", value: about });
  await said({ case: "signEndorsement", value: about });
  await expect.poll(counted, soon).toBe("30 and 1");
  await expect.poll(() => line.getAttribute("data-status"), soon).toBe("signed");
  await expect.poll(() => page.getByTestId("just-signed").count(), soon).toBe(1);
  await page.close();
});

test("a series' page leads to its editions and rolls, and the summit's page to its series", async () => {
  const page = await open(`${series}?lang=fr`);
  await expect.poll(() => page.getByTestId("edition").count(), soon).toBe(3);
  expect(await page.getByTestId("body").count()).toBe(4);
  expect(await page.getByTestId("next-host").innerText()).toContain("Géorgie");
  await page.getByTestId("declaration").first().click();
  await page.getByTestId("roll").waitFor();

  await page.goto(`${server.url}/?lang=fr`);
  await page.getByTestId("series-line").waitFor();
  await page.getByTestId("series-link").first().click();
  await page.getByTestId("series").waitFor();
  await page.close();
});
