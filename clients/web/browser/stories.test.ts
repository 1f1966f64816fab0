import { follow, type Follower, new_command_id, type Verb } from "@dais/sdk";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type {} from "@dais/ui/window_dais.ts";
import { phone, Screen, launch } from "./screen.ts";
import { heartbeat_ms, Server } from "./server.ts";

let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.close();
});

/** A change is seen within this, a lost link is mended within that; generous, for machines under load. */
const soon = { timeout: 5_000, interval: 50 };
const mended = { timeout: 30_000, interval: 100 };

/** The id of the session that the demo summit has at this time in this room. */
async function session_at(time: string, room: string): Promise<string> {
  const line = (await server.dais("session", "list")).split("\n").find((each) => each.includes(time) && each.includes(room));
  return line!.split(/\s+/)[0]!;
}

/** How many announcements on the screen say this. */
function announced(screen: Screen, text: string): Promise<number> {
  return screen.part("announcement").filter({ hasText: text }).count();
}

/**
 * The screen comes to this position and holds there, byte for byte, what the server gives to everybody. A lone `show` may
 * stop at a snapshot that later changes would still follow: hence the position.
 */
async function expect_same_as_server(screen: Screen, position: number): Promise<void> {
  await expect.poll(() => screen.position(), mended).toBe(position);
  const truth = await server.public_dump(position);
  await expect.poll(async () => (await screen.dump()) === truth, mended).toBe(true);
  // And neither of them is empty.
  expect(truth.split("\n").length).toBeGreaterThan(100);
}

const times_in = (text: string, part: string): number => text.split(part).length - 1;

test("what an organiser changes is on the screen and in the terminal, without a reload", async () => {
  const screen = await Screen.open(browser, server.url);
  const terminal = await server.watch();
  const { navigations } = screen;
  const begin = await screen.position();
  const session = await session_at("2024-09-12T10:00", "Plenary Hall");
  await expect.poll(() => screen.part(`session-${session}`).innerText(), soon).toContain("10:00");

  await server.dais("session", "set-start", session, "10:40");
  await expect.poll(() => screen.part(`session-${session}`).innerText(), soon).toContain("10:40");
  await expect.poll(() => terminal.text(), soon).toMatch(/From Dublin to Sal.*10:40|10:40.*From Dublin to Sal/);

  await server.dais("announce", "Lunch is served on the terrace.");
  await expect.poll(() => announced(screen, "Lunch is served on the terrace."), soon).toBe(1);
  await expect.poll(() => terminal.text(), soon).toContain("Lunch is served on the terrace.");

  await expect_same_as_server(screen, begin + 2);
  expect(screen.navigations).toBe(navigations);
  expect(screen.errors).toEqual([]);
});

test("after the server died and came back, both catch up by themselves", async () => {
  const screen = await Screen.open(browser, server.url);
  const terminal = await server.watch();
  const { navigations } = screen;
  const begin = await screen.position();
  const session = await session_at("2024-09-12T10:00", "Plenary Hall");
  await server.dais("announce", "Said before.");
  await expect.poll(() => announced(screen, "Said before."), soon).toBe(1);
  await expect.poll(() => terminal.text(), soon).toContain("Said before.");

  await server.kill();
  await expect.poll(() => screen.connection(), soon).toBe("stale");
  await server.serve();
  await server.dais("session", "set-start", session, "10:40");
  await server.dais("announce", "Said after.");

  await expect_same_as_server(screen, begin + 3);
  await expect.poll(() => screen.connection(), mended).toBe("live");
  await expect.poll(() => screen.part("stale-bar").count(), soon).toBe(0);
  await expect.poll(() => screen.part(`session-${session}`).innerText(), soon).toContain("10:40");
  await expect.poll(() => announced(screen, "Said after."), soon).toBe(1);
  expect(await announced(screen, "Said before.")).toBe(1);
  await expect.poll(() => terminal.text(), mended).toContain("Said after.");
  expect(times_in(terminal.text(), "Said before.")).toBe(1);
  expect(times_in(terminal.text(), "Said after.")).toBe(1);
  expect(await screen.digest_failures()).toBe(0);
  expect(screen.navigations).toBe(navigations);
  expect(screen.errors).toEqual([]);
});

/** Announcements, eight at a time, each asked for until it is done. */
async function announce_many(organiser: Follower, count: number): Promise<void> {
  let next = 0;
  const ask_on = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const said = { language: "en", text: `Number ${next}.` };
      const verb: Verb = { case: "publishAnnouncement", value: { announcement: { title: [said] } } };
      const id = new_command_id();
      for (;;) {
        const { outcome } = await organiser.command(organiser.logs[0]!, verb, { id });
        if (outcome.case === "done") break;
        if (outcome.case === "refusal") throw new Error(outcome.value.message);
        await sleep(50);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask_on));
}

test("through kills in the middle of many commands, screen and terminal end with all of them, once", async () => {
  const count = 400;
  const screen = await Screen.open(browser, server.url);
  const terminal = await server.watch();
  const begin = await screen.position();
  const organiser = follow({ url: server.live_url, key: server.key });
  try {
    const all = announce_many(organiser, count);
    for (let kill = 1; kill <= 5; kill += 1) {
      await expect.poll(() => screen.position(), mended).toBeGreaterThan(begin + (kill * count) / 7);
      await server.kill();
      await server.serve();
    }
    await all;
    await expect_same_as_server(screen, begin + count);
    for (let i = 1; i <= count; i += 1) {
      await expect.poll(() => times_in(terminal.text(), `Number ${i}.`), mended).toBe(1);
    }
    expect(await screen.digest_failures()).toBe(0);
    expect(screen.errors).toEqual([]);
  } finally {
    organiser.close();
  }
}, 180_000);

test("damage to what a screen holds is found and mended within a few heartbeats", async () => {
  const screen = await Screen.open(browser, server.url);
  const begin = await screen.position();
  await expect_same_as_server(screen, begin);
  expect(await screen.digest_failures()).toBe(0);

  const truth = await server.public_dump(begin);
  await screen.damage();
  const few_heartbeats = { timeout: 10 * heartbeat_ms, interval: 20 };
  await expect.poll(() => screen.digest_failures(), few_heartbeats).toBeGreaterThan(0);
  await expect.poll(async () => (await screen.dump()) === truth, few_heartbeats).toBe(true);
  await expect.poll(() => screen.connection(), few_heartbeats).toBe("live");

  // It goes on from there.
  await server.dais("announce", "All is well.");
  await expect.poll(() => announced(screen, "All is well."), soon).toBe(1);
  await expect_same_as_server(screen, begin + 1);
  expect(screen.errors).toEqual([]);
});

describe("a screen that is not live says so", () => {
  test.each([
    ["stops", (): Promise<void> => server.stop()],
    ["is killed", (): Promise<void> => server.kill()],
    ["falls silent", (): Promise<void> => server.freeze()],
  ])("when the server %s", async (_how, lose) => {
    const screen = await Screen.open(browser, server.url);
    expect(await screen.part("stale-bar").count()).toBe(0);
    await lose();
    await expect.poll(() => screen.connection(), soon).toBe("stale");
    await expect.poll(() => screen.part("stale-bar").isVisible(), soon).toBe(true);
    expect(screen.errors).toEqual([]);
  });

  test("and no longer once the server speaks again", async () => {
    const screen = await Screen.open(browser, server.url);
    await server.freeze();
    await expect.poll(() => screen.connection(), soon).toBe("stale");
    server.thaw();
    await expect.poll(() => screen.connection(), mended).toBe("live");
    await expect.poll(() => screen.part("stale-bar").count(), soon).toBe(0);
  });
});

test("a page that does not understand its server says so, and fetches itself anew once", async () => {
  const page = await browser.newPage();
  let loaded = 0;
  page.on("framenavigated", () => (loaded += 1));
  await page.routeWebSocket(/live/, (socket) => socket.onMessage(() => socket.send(Buffer.from([0x7f, 0xff]))));
  await page.goto(`${server.url}/?lang=en`);
  await expect.poll(() => loaded, soon).toBe(2);
  await expect.poll(() => page.getByTestId("at-odds").count(), soon).toBe(1);
  await sleep(3_000);
  expect(loaded).toBe(2);
});

test("an announcement says its title and opens on a press; an urgent one is whole at once", async () => {
  const screen = await Screen.open(browser, server.url, { viewport: phone });
  await server.dais("announce", "--title", "Buses leave from the west gate", "Every ten minutes until midnight.");
  await server.dais("announce", "--priority", "urgent", "--title", "Leave by the east doors", "The hall is being cleared.");
  const calm = screen.part("announcement").filter({ hasText: "Buses leave" });
  await expect.poll(() => calm.getByText("Buses leave").isVisible(), soon).toBe(true);
  expect(await calm.getByText("Every ten minutes").isVisible()).toBe(false);
  await calm.getByText("Buses leave").click();
  expect(await calm.getByText("Every ten minutes").isVisible()).toBe(true);
  await expect.poll(() => screen.page.getByText("The hall is being cleared.").isVisible(), soon).toBe(true);
});

test("a phone in Arabic reads from right to left and never scrolls sideways", async () => {
  const screen = await Screen.open(browser, server.url, { viewport: phone, language: "ar" });
  const session = await session_at("2024-09-12T10:00", "Plenary Hall");
  await expect.poll(() => screen.part(`session-${session}`).isVisible(), soon).toBe(true);
  expect(await screen.page.locator("html").getAttribute("dir")).toBe("rtl");
  expect(await screen.page.locator("html").getAttribute("lang")).toBe("ar");
  expect(await screen.scrolled_sideways()).toEqual([]);
  expect(screen.errors).toEqual([]);
});
