// What changes on the day, from a command to what people read on the screen.

import { follow, type Follower, Kind, ProgrammeStatus, SessionRole, type Verb } from "@dais/sdk";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launch, phone, Screen } from "./screen.ts";
import { Server } from "./server.ts";

let browser: Browser;
let server: Server;
let organiser: Follower;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await Server.start();
  organiser = follow({ url: server.live_url, key: server.key });
  // The server listens before it has all of its demo.
  await expect.poll(() => organiser.logs[0]!.store.of_kind(Kind.SESSION).size, soon).toBeGreaterThan(10);
});
afterEach(async () => {
  organiser.close();
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.close();
});

const soon = { timeout: 5_000, interval: 50 };

/** 12 September 2024, by the clocks of Sal. */
const at = (hours: number, minutes: number): bigint => BigInt(Date.UTC(2024, 8, 12, hours + 1, minutes));

/** Does it, whatever soft clashes there are; the id of what was made. */
async function done(verb: Verb): Promise<string> {
  const log = organiser.logs[0]!;
  const { outcome } = await organiser.command(log, verb, { basis: log.store.position, override_reason: "a story" });
  if (outcome.case !== "done") throw new Error(JSON.stringify(outcome, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
  return outcome.value.id;
}

/** The id of the record whose English name or title begins so. */
function named(kind: Kind.ROOM | Kind.SESSION | Kind.PERSON, words: string): string {
  const { store } = organiser.logs[0]!;
  for (const id of store.of_kind(kind).keys()) {
    const texts = kind === Kind.ROOM ? store.get(kind, id)?.name : kind === Kind.SESSION ? store.get(kind, id)?.title : undefined;
    const said = kind === Kind.PERSON ? store.get(kind, id)?.name : texts?.find(({ language }) => language === "en")?.text;
    if (said?.startsWith(words)) return id;
  }
  throw new Error(`nothing is called ${words}`);
}

const shown = (screen: Screen, id: string): Promise<string> => screen.part(`session-${id}`).first().innerText();

test("a session is called, starts late, is paused, suspended, goes on and is postponed, and the screen says each", async () => {
  const screen = await Screen.open(browser, server.url);
  const id = named(Kind.SESSION, "From Dublin to Sal");
  await done({ case: "callSession", value: { id } });
  await expect.poll(() => shown(screen, id), soon).toContain("Participants called");
  await done({ case: "startSession", value: { id, atMs: at(10, 4) } });
  await expect.poll(() => shown(screen, id), soon).toContain("In session");
  expect(await shown(screen, id)).toMatch(/10:00\s+10:04.*10:34/);
  await done({ case: "pauseSession", value: { id } });
  await expect.poll(() => shown(screen, id), soon).toContain("Paused");
  await done({ case: "suspendSession", value: { id } });
  await expect.poll(() => shown(screen, id), soon).toMatch(/Suspended\s+resumes later/);

  const voices = named(Kind.SESSION, "Voices on air");
  await done({ case: "postponeSession", value: { id: voices } });
  await expect.poll(() => shown(screen, voices), soon).toMatch(/Postponed.*new time to be announced/);
  expect(screen.errors).toEqual([]);
});

test("what moves along shows its new time beside the struck one, and how late it is", async () => {
  const screen = await Screen.open(browser, server.url);
  const [dublin, panel] = [named(Kind.SESSION, "From Dublin to Sal"), named(Kind.SESSION, "Leading from two places")];
  await done({ case: "startSession", value: { id: dublin, atMs: at(10, 50) } });
  await expect.poll(() => shown(screen, panel), soon).toMatch(/11:00\s+~11:20–12:50\s+20 min late/);
  await expect.poll(() => screen.part(`session-${panel}`).locator("del").innerText(), soon).toBe("11:00");
});

test("parts stand within their session, with the one that is on", async () => {
  const whole = named(Kind.SESSION, "From Dublin to Sal");
  const first = named(Kind.SESSION, "What the Dublin Declaration");
  const second = named(Kind.SESSION, "What diaspora organisations");
  const screen = await Screen.open(browser, server.url);
  const card = screen.part(`session-${whole}`);
  await expect.poll(() => card.getByTestId("parts").innerText(), soon).toMatch(/What the Dublin Declaration[^]*What diaspora organisations/);
  expect(await screen.part(`session-${first}`).getAttribute("aria-current")).toBe("step");
  expect(await screen.part(`session-${second}`).getAttribute("aria-current")).toBeNull();
  // Nowhere else: neither beside its whole nor as what comes next.
  expect(await screen.part(`session-${second}`).count()).toBe(1);
  await screen.page.setViewportSize(phone);
  await screen.page.getByRole("button", { name: "Programme" }).click();
  await expect.poll(() => card.innerText(), soon).toContain("What diaspora organisations");
  expect(await screen.part(`session-${first}`).count()).toBe(1);
});

test("who comes, who does not and who presides is on the screen", async () => {
  const screen = await Screen.open(browser, server.url);
  const id = named(Kind.SESSION, "From Dublin to Sal");
  const [ireland, leader] = [named(Kind.PERSON, "Representative of Ireland"), named(Kind.PERSON, "Diaspora leader A")];
  const by = named(Kind.PERSON, "Representative of Kenya");
  await done({ case: "replaceSpeaker", value: { id, person: ireland, role: SessionRole.SPEAKER, by } });
  await expect.poll(() => shown(screen, id), soon).toMatch(/Representative of Kenya[^]*in place of Representative of Ireland/);
  await done({ case: "replaceSpeaker", value: { id, person: leader, role: SessionRole.SPEAKER, by: "" } });
  await expect.poll(() => screen.part(`session-${id}`).locator("s").innerText(), soon).toContain("Diaspora leader A");
  await done({ case: "setPresiding", value: { id, person: by } });
  await expect.poll(() => screen.part(`session-${id}`).getByTestId("presiding").innerText(), soon).toContain("Representative of Kenya");
});

test("the programme is provisional until it is adopted, and a clock that is not the hall's says so", async () => {
  const screen = await Screen.open(browser, server.url);
  await done({ case: "setProgrammeStatus", value: { status: ProgrammeStatus.PROVISIONAL } });
  await expect.poll(() => screen.part("programme-status").innerText(), soon).toBe("Provisional programme");
  await done({ case: "setProgrammeStatus", value: { status: ProgrammeStatus.ADOPTED } });
  await expect.poll(() => screen.part("programme-status").innerText(), soon).toBe("Adopted programme");
  expect(await screen.part("simulated").innerText()).toContain("Simulated time");

  await screen.page.goto(`${server.url}/?lang=en&at=2024-09-31T10:00&room=attic`);
  await expect.poll(() => screen.part("bad-at").innerText(), soon).toContain("2024-09-31T10:00");
  expect(await screen.part("simulated").count()).toBe(0);
  expect(await screen.part("unknown-room").innerText()).toMatch(/attic[^]*Plenary Hall/);
  await screen.part("unknown-room").getByText("Plenary Hall").click();
  await expect.poll(() => screen.part("unknown-room").count(), soon).toBe(0);
});

test("a reader of Arabic, then French, gets each text in the first of the two that it has", async () => {
  const screen = await Screen.open(browser, server.url, { language: "ar,fr" });
  expect(await screen.page.locator("html").getAttribute("lang")).toBe("ar");
  await expect.poll(() => screen.page.locator("h1").innerText(), soon).toContain("المؤتمر");
  const id = named(Kind.SESSION, "From Dublin to Sal");
  await expect.poll(() => shown(screen, id), soon).toContain("De Dublin à Sal");
});

test("a strip of many announcements says how many are below, and each of another day its date", async () => {
  const screen = await Screen.open(browser, server.url, { viewport: phone });
  for (let i = 1; i <= 6; i += 1) await server.dais("announce", `Number ${i}.`);
  await expect.poll(() => screen.part("more-announcements").innerText(), soon).toMatch(/\d+ more announcements/);
  expect(await screen.part("announcement").first().innerText()).toMatch(new RegExp(`${new Date().getFullYear()}`));
});
