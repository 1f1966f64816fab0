// A co-chair's seat ends while they look on, here, through an edge and behind a cable that is pulled: what they may not
// see any more is gone from every tab, nothing more of it comes, and nothing is done in their name.

import { toBinary } from "@bufbuild/protobuf";
import { follow, type Follower, Kind } from "@dais/sdk";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerMessage, ServerMessageSchema } from "../sdk/gen/dais/v1/live_pb.ts";
import { Inbox } from "../sdk/src/inbox.ts";
import { Cable, free_port } from "./cable.ts";
import { signed_in } from "./console.ts";
import { launch } from "./screen.ts";
import { Server } from "./server.ts";

const log = "gdpa-2024";
const within = { timeout: 2000, interval: 100 };
const soon = { timeout: 20_000, interval: 50 };
/** Of the demo's announcement that the bureau alone may see. */
const hidden = "For the bureau alone";

let browser: Browser;
let origin: Server;
let edge: Server;
let cable: Cable;
let organiser: Follower;

beforeAll(async () => {
  const edge_port = await free_port();
  [browser, origin] = await Promise.all([launch(), Server.start("--edge-urls", `http://127.0.0.1:${edge_port}`, "--keys-ms", "100")]);
  edge = await Server.edge_of(origin, edge_port);
  cable = await Cable.to(origin.url);
  organiser = follow({ url: origin.live_url, key: origin.key, logs: [log] });
});

afterAll(async () => {
  organiser.close();
  cable.close();
  await browser.close();
  await edge.close();
  await origin.close();
});

/** A page that shows what its reader may see, and every message that it was sent, inflated. */
class Tab {
  readonly heard: ServerMessage[] = [];

  private constructor(readonly page: Page) {
    page.on("websocket", (socket) => {
      const inbox = new Inbox(
        (message) => this.heard.push(message),
        (reason) => {
          throw new Error(reason);
        },
      );
      socket.on("framereceived", ({ payload }) => inbox.take(Buffer.from(payload)));
    });
  }

  static async open(context: BrowserContext, url: string): Promise<Tab> {
    const tab = new Tab(await context.newPage());
    await tab.page.goto(`${url}/d/${log}?mine&lang=en`);
    await expect.poll(() => tab.sees(), soon).toBe("more");
    await expect.poll(() => tab.page.innerText("body"), soon).toContain(hidden);
    await expect.poll(() => tab.has_heard(hidden), soon).toBe(true);
    return tab;
  }

  sees(): Promise<string | null> {
    return this.page.getByTestId("mine").getAttribute("data-sees");
  }

  state(): Promise<string> {
    return this.page.evaluate(() => window.dais.state());
  }

  /** Of what is held and of what is shown. */
  async has(words: string): Promise<boolean> {
    const dump = await this.page.evaluate(() => window.dais.dump());
    return dump.includes(Buffer.from(words).toString("hex")) || (await this.page.content()).includes(words);
  }

  has_heard(words: string): boolean {
    return this.heard.some((message) => Buffer.from(toBinary(ServerMessageSchema, message)).includes(words));
  }
}

/** As whoever is signed in; what the server says. */
function announce(tab: Tab, title: string): Promise<string> {
  const command = { id: title, log, publishAnnouncement: { announcement: { title: [{ language: "en", text: title }] } } };
  return tab.page.evaluate(async (body) => {
    const answer = await fetch("/api/v1/commands", { method: "POST", headers: { "content-type": "application/json" }, body });
    return `${answer.status} ${await answer.text()}`;
  }, JSON.stringify(command));
}

test("a seat that ends takes everything with it, in three tabs, through an edge, and in one that was offline", async () => {
  await expect.poll(() => organiser.state, soon).toBe("live");
  const chair = await signed_in(browser, origin, "co-chair");
  const here = await Tab.open(chair.page.context(), origin.url);
  const beside = await Tab.open(chair.page.context(), origin.url);
  const through_edge = await Tab.open(chair.page.context(), edge.url);
  const away = await Tab.open(chair.page.context(), cable.url);
  const connected = [here, beside, through_edge];
  expect(await announce(here, "While it lasts")).toMatch(/^200 .*"done"/s);
  cable.pull();
  await expect.poll(() => away.state(), soon).toBe("stale");

  const seat = [...organiser.logs[0]!.store.all()].find(({ kind }) => kind === (Kind.SEAT as number));
  for (const tab of [...connected, away]) tab.heard.length = 0;
  const reply = await organiser.command(organiser.logs[0]!, { case: "removeSeat", value: { id: seat!.id } }, { basis: organiser.logs[0]!.store.position });
  expect(reply.outcome.case).toBe("done");
  await Promise.all(
    connected.map(async (tab) => {
      await expect.poll(() => tab.has(hidden), within).toBe(false);
      await expect.poll(() => tab.sees(), within).toBe("same");
      await expect.poll(() => tab.state(), within).toBe("live");
    }),
  );
  expect(await announce(here, "Afterwards")).toMatch(/^403 .*"refusal"/s);

  // What the bureau alone is told from now on reaches none of them, and what everybody is told all of them.
  const tell = async (text: string, audiences: number[]): Promise<void> => {
    const announcement = { title: [{ language: "en", text }] };
    const told = await organiser.command(organiser.logs[0]!, { case: "publishAnnouncement", value: { announcement, audiences } });
    expect(told.outcome.case).toBe("done");
  };
  await tell("The bureau meets again", [5]);
  await tell("Coffee is served", []);
  cable.plug_in();
  await away.page.evaluate(() => dispatchEvent(new Event("online")));
  for (const tab of [...connected, away]) {
    await expect.poll(() => tab.has("Coffee is served"), soon).toBe(true);
    await expect.poll(() => tab.has_heard("Coffee is served"), soon).toBe(true);
    await expect.poll(() => tab.sees(), within).toBe("same");
    for (const words of [hidden, "The bureau meets again"]) {
      expect(await tab.has(words)).toBe(false);
      expect(tab.has_heard(words)).toBe(false);
    }
  }
});

test("on an edge, whoever signs out is one of the public, and the screen goes on", async () => {
  const press = await signed_in(browser, origin, "press");
  const page = await press.page.context().newPage();
  await page.goto(`${edge.url}/d/${log}?mine&lang=en`);
  await expect.poll(() => page.getByTestId("mine").getAttribute("data-sees"), soon).toBe("more");
  await press.part("sign-out").click();
  await press.part("sign-in").waitFor();
  await expect.poll(() => page.getByTestId("mine").getAttribute("data-sees"), soon).toBe("public");
  await expect.poll(() => page.evaluate(() => window.dais.state()), soon).toBe("live");
  expect(await page.getByTestId("mine").getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/account");
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(`${origin.url}/account`);
});
