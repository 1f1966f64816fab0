// A session's floor in a browser: its clocks go by the log's time, through a point of order, a pause and a restart.

import {
  AdoptionManner,
  Floors,
  follow,
  type FollowedLog,
  type Follower,
  Kind,
  left_ms,
  RequestKind,
  Ruling,
  SpeakerRank,
  type Verb,
} from "@dais/sdk";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { laptop, launch, phone, Screen, wall } from "./screen.ts";
import { Server } from "./server.ts";

let browser: Browser;
let server: Server;
let organiser: Follower;
let log: FollowedLog;
/** The session, and its statements: Kenya's by a minister, Ireland's by a head of state, Georgia's on behalf of a group. */
let session: string;
let kenya: string;
let ireland: string;
let georgia: string;

const soon = { timeout: 10_000, interval: 50 };
const mended = { timeout: 30_000, interval: 100 };
/** What a screen may be behind or ahead: it shows whole seconds, and draws once in one. */
const doubt_s = 2;

const at_ten = BigInt(Date.UTC(2024, 8, 12, 11));
const said = (text: string, language = "en"): { language: string; text: string } => ({ language, text });

/** Does it, whatever soft clashes there are; the id of what was made. */
async function done(verb: Verb): Promise<string> {
  const { outcome } = await organiser.command(log, verb, { basis: log.store.position, override_reason: "a story" });
  if (outcome.case !== "done") throw new Error(JSON.stringify(outcome, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
  return outcome.value.id;
}

function party(code: string): string {
  for (const id of log.store.of_kind(Kind.PARTY).keys()) if (log.store.get(Kind.PARTY, id)?.code === code) return id;
  throw new Error(`there is no ${code}`);
}

function session_named(words: string): string {
  for (const id of log.store.of_kind(Kind.SESSION).keys()) {
    if (log.store.get(Kind.SESSION, id)?.title.some(({ text }) => text === words)) return id;
  }
  throw new Error(`nothing is called ${words}`);
}

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await Server.start();
  organiser = follow({ url: server.live_url, key: server.key });
  log = organiser.logs[0]!;
  // The server listens before it has all of its demo.
  await expect.poll(() => log.store.of_kind(Kind.SESSION).size, soon).toBeGreaterThan(10);

  session = session_named("From Dublin to Sal");
  await done({
    case: "putFloor",
    value: { id: session, floor: { statementSeconds: 120, groupSeconds: 180, pointOfOrderSeconds: 60, changeoverSeconds: 10, quorum: 2 } },
  });
  const { STATEMENT: kind } = RequestKind;
  const inscribe = (request: object): Promise<string> => done({ case: "inscribeSpeaker", value: { session, request: { kind, ...request } } });
  kenya = await inscribe({ party: party("KEN"), rank: SpeakerRank.MINISTER });
  ireland = await inscribe({ party: party("IRL"), rank: SpeakerRank.HEAD_OF_STATE, jointParties: [party("MEX")] });
  georgia = await inscribe({ party: party("GEO"), rank: SpeakerRank.DELEGATE, group: [said("the group of friends"), said("le groupe des amis", "fr")] });
  await done({ case: "arrangeList", value: { id: session } });
  await done({ case: "startSession", value: { id: session, atMs: at_ten } });
});
afterEach(async () => {
  organiser.close();
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.close();
});

const open_floor = (more = {}): Promise<Screen> => Screen.open(browser, server.url, { asks: `floor=${session}`, ...more });

const speaking = (screen: Screen): Promise<string | null> => screen.part("floor-now").getAttribute("data-id");
const runs = (screen: Screen): Promise<string | null> => screen.part("floor-now").getAttribute("data-running");
const pace = (screen: Screen): Promise<string | null> => screen.part("floor-now").getAttribute("data-pace");

/** Ids, in the order of a list on the page. */
const listed = (screen: Screen, list: string): Promise<(string | null)[]> =>
  screen.part(list).locator("li[data-id]").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-id")));

function seconds_in(text: string): number {
  const found = /(\+?)(\d+):(\d\d)/.exec(text);
  if (!found) throw new Error(`“${text}” is no time`);
  const [, beyond, minutes, seconds] = found;
  return (beyond === "+" ? -1 : 1) * (Number(minutes) * 60 + Number(seconds));
}

const shown_left = async (screen: Screen): Promise<number> => seconds_in(await screen.part("turn-time").innerText());

/** What is left by the log's clock, as whoever holds the same records works it out. */
function true_left(id: string): number {
  const turn = new Floors(log.store).asked(session).find((one) => one.id === id)!.turn!;
  return left_ms(turn, log.clock.now())! / 1000;
}

async function expect_clock_right(screen: Screen, id: string): Promise<void> {
  await expect.poll(async () => Math.abs((await shown_left(screen)) - true_left(id)), soon).toBeLessThanOrEqual(doubt_s);
}

test("who has the floor, how long still, and who comes next and when", async () => {
  const screen = await open_floor();
  await expect.poll(() => listed(screen, "next"), soon).toEqual([ireland, kenya, georgia]);
  expect(await screen.part("nobody").count()).toBe(1);
  expect(await screen.part("list").getAttribute("data-list")).toBe("open");

  await done({ case: "startTurn", value: { id: ireland } });
  await expect.poll(() => speaking(screen), soon).toBe(ireland);
  expect(await screen.part("floor-now").innerText()).toMatch(/Ireland[^]*Head of State[^]*Together with:\s+Mexico/);
  expect(await screen.part("pace").innerText()).toBe("Time left");
  await expect_clock_right(screen, ireland);
  const before = await shown_left(screen);
  await expect.poll(() => shown_left(screen), soon).toBeLessThan(before);
  // Read out once, and not with every second.
  expect(await screen.part("aloud").innerText()).toMatch(/^Ireland has the floor\s*$/);

  await expect.poll(() => listed(screen, "next"), soon).toEqual([kenya, georgia]);
  expect(await screen.part("next").innerText()).toMatch(/~\d\d:\d\d[^]*Kenya[^]*2:00[^]*~\d\d:\d\d[^]*Georgia[^]*the group of friends[^]*3:00/);
  await done({ case: "closeList", value: { id: session } });
  await expect.poll(() => screen.part("list").innerText(), soon).toBe("The list of speakers is closed");
  expect(screen.errors).toEqual([]);
});

test("a point of order interrupts, and whoever spoke goes on where they were", async () => {
  const screen = await open_floor();
  await done({ case: "startTurn", value: { id: ireland } });
  await expect.poll(() => speaking(screen), soon).toBe(ireland);
  await sleep(2_000);

  const request = { kind: RequestKind.POINT_OF_ORDER, party: party("KEN"), about: ireland };
  const order = await done({ case: "inscribeSpeaker", value: { session, request } });
  await done({ case: "startTurn", value: { id: order } });
  await expect.poll(() => speaking(screen), soon).toBe(order);
  const interrupted = screen.part("interrupted");
  expect(await interrupted.getAttribute("data-id")).toBe(ireland);
  expect(await screen.part("floor-now").innerText()).toContain("Point of order");
  expect(await screen.part("aloud").innerText()).toContain("Point of order. Kenya has the floor");
  const stands_at = seconds_in(await interrupted.innerText());
  expect(stands_at).toBeLessThan(120);
  await sleep(2_500);
  expect(seconds_in(await interrupted.innerText())).toBe(stands_at);

  await done({ case: "endTurn", value: { id: order, ruling: Ruling.UPHELD } });
  await expect.poll(() => speaking(screen), soon).toBe(ireland);
  expect(await interrupted.count()).toBe(0);
  expect(await runs(screen)).toBe("true");
  await expect_clock_right(screen, ireland);
  await expect.poll(() => shown_left(screen), soon).toBeLessThan(stands_at);
  expect(await screen.part("spoken").innerText()).toMatch(/Kenya[^]*Upheld/);
  expect(screen.errors).toEqual([]);
});

test("a clock that is paused stands; its last half minute and its end are said in words", async () => {
  const screen = await open_floor();
  await done({ case: "startTurn", value: { id: ireland } });
  await expect.poll(() => speaking(screen), soon).toBe(ireland);
  await done({ case: "pauseTurn", value: { id: ireland } });
  await expect.poll(() => runs(screen), soon).toBe("false");
  expect(await screen.part("paused").innerText()).toBe("Paused");
  const stands_at = await shown_left(screen);
  await sleep(2_500);
  expect(await shown_left(screen)).toBe(stands_at);
  await done({ case: "resumeTurn", value: { id: ireland } });
  await expect.poll(() => runs(screen), soon).toBe("true");
  await expect.poll(() => shown_left(screen), soon).toBeLessThan(stands_at);

  await done({ case: "setAllotment", value: { id: ireland, seconds: 30 } });
  await expect.poll(() => pace(screen), soon).toBe("last");
  expect(await screen.part("pace").innerText()).toBe("Last 30 seconds");
  await expect.poll(() => screen.part("aloud").innerText(), soon).toContain("Last 30 seconds");
  await done({ case: "setAllotment", value: { id: ireland, seconds: 1 } });
  await expect.poll(() => pace(screen), soon).toBe("over");
  expect(await screen.part("pace").innerText()).toBe("Time is up");
  await expect.poll(() => screen.part("turn-time").innerText(), soon).toMatch(/^\+\d+:\d\d$/);

  // A session that is paused pauses whoever speaks in it.
  await done({ case: "pauseSession", value: { id: session } });
  await expect.poll(() => runs(screen), soon).toBe("false");
  expect(screen.errors).toEqual([]);
});

test("a server that dies in mid-speech and comes back has not stopped the clock", async () => {
  const screen = await open_floor();
  await done({ case: "startTurn", value: { id: ireland } });
  await expect.poll(() => speaking(screen), soon).toBe(ireland);
  await expect_clock_right(screen, ireland);
  const before = await shown_left(screen);
  const begin_ms = Date.now();

  await server.kill();
  await expect.poll(() => screen.connection(), soon).toBe("stale");
  await expect.poll(() => screen.part("stale-bar").isVisible(), soon).toBe(true);
  // It goes on by the screen's own clock, and says that this may not be true.
  await expect.poll(() => shown_left(screen), soon).toBeLessThan(before - 2);
  await server.serve();
  await expect.poll(() => screen.connection(), mended).toBe("live");
  await expect.poll(() => organiser.state, mended).toBe("live");

  expect(await speaking(screen)).toBe(ireland);
  expect(await runs(screen)).toBe("true");
  await expect_clock_right(screen, ireland);
  expect(Math.abs(before - (Date.now() - begin_ms) / 1000 - (await shown_left(screen)))).toBeLessThanOrEqual(doubt_s);

  await done({ case: "endTurn", value: { id: ireland } });
  await expect.poll(() => screen.part("nobody").count(), soon).toBe(1);
  await expect.poll(() => listed(screen, "spoken"), soon).toEqual([ireland]);
  // Of a joint statement each has a half.
  const spoken = 120 - true_left(ireland);
  for (const code of ["IRL", "MEX"]) {
    const total = screen.page.locator(`[data-testid="total"][data-party="${party(code)}"]`);
    expect(Math.abs(seconds_in(await total.innerText()) - spoken / 2)).toBeLessThanOrEqual(1);
  }
  expect(screen.errors).toEqual([]);
});

test("who is skipped or withdraws is on the list no more, and what was begun by mistake waits again", async () => {
  const screen = await open_floor();
  await done({ case: "startTurn", value: { id: kenya } });
  await expect.poll(() => speaking(screen), soon).toBe(kenya);
  await done({ case: "cancelTurn", value: { id: kenya } });
  await expect.poll(() => listed(screen, "next"), soon).toEqual([ireland, kenya, georgia]);
  await done({ case: "skipRequest", value: { id: ireland, reason: "not there" } });
  await done({ case: "withdrawRequest", value: { id: georgia } });
  await expect.poll(() => listed(screen, "next"), soon).toEqual([kenya]);
  expect(await screen.part("spoken").innerText()).toMatch(/Ireland[^]*Not there when called[^]*Georgia[^]*Withdrawn/);
  await done({ case: "moveRequest", value: { id: ireland, before: "", reason: "found" } });
  await expect.poll(() => listed(screen, "next"), soon).toEqual([kenya, ireland]);
  expect(screen.errors).toEqual([]);
});

test("what is proposed shows how it was decided, and whether enough are there", async () => {
  const screen = await open_floor();
  const propose = (title: string): Promise<string> => done({ case: "putProposal", value: { session, proposal: { title: [said(title)], symbol: "GDPA/2024/L.1" } } });
  const state = (id: string): Promise<string | null> => screen.page.locator(`[data-testid="proposal"][data-id="${id}"]`).getAttribute("data-state");
  const words = (id: string): Promise<string> => screen.page.locator(`[data-testid="proposal"][data-id="${id}"]`).innerText();

  const [by_consensus, by_hands, by_silence] = [await propose("Outcome"), await propose("Amendment"), await propose("Next venue")];
  await done({ case: "recordPresence", value: { id: session, present: 1 } });
  await expect.poll(() => screen.part("present").innerText(), soon).toBe("No quorum: 1 present, 2 needed");
  await done({ case: "recordPresence", value: { id: session, present: 5 } });
  await expect.poll(() => screen.part("present").innerText(), soon).toBe("Quorum reached: 5 present, 2 needed");

  await done({ case: "decideProposal", value: { id: by_consensus, manner: AdoptionManner.CONSENSUS } });
  await expect.poll(() => state(by_consensus), soon).toBe("adopted");
  const count = { inFavour: 1, against: 3, abstaining: 1 };
  await done({ case: "decideProposal", value: { id: by_hands, manner: AdoptionManner.SHOW_OF_HANDS, count } });
  await expect.poll(() => state(by_hands), soon).toBe("rejected");
  expect(await words(by_hands)).toContain("1 in favour, 3 against, 1 abstaining");

  const until = (seconds: number): bigint => BigInt(Math.round(log.clock.now()) + seconds * 1000);
  await done({ case: "openSilence", value: { id: by_silence, untilMs: until(60) } });
  await expect.poll(() => state(by_silence), soon).toBe("silence");
  await done({ case: "breakSilence", value: { id: by_silence, party: party("KEN") } });
  await expect.poll(() => words(by_silence), soon).toMatch(/Under discussion[^]*Silence broken by Kenya/);
  await done({ case: "openSilence", value: { id: by_silence, untilMs: until(2) } });
  // By the clock alone.
  await expect.poll(() => words(by_silence), soon).toContain("Adopted by silence procedure");
  expect(screen.errors).toEqual([]);
});

describe("drawn as it should be", () => {
  const sizes = { phone, laptop, wall };
  test.each([
    ["en", "phone", ""],
    ["fr", "laptop", "&theme=dark"],
    ["fr", "wall", "&wall"],
    ["ar", "phone", ""],
    ["ar", "laptop", "&theme=dark"],
    ["ar", "wall", "&wall"],
  ] as const)("in %s on a %s%s", async (language, size, more) => {
    const screen = await open_floor({ language, viewport: sizes[size], asks: `floor=${session}${more}` });
    await done({ case: "startTurn", value: { id: georgia } });
    await done({ case: "putProposal", value: { session, proposal: { title: [said("A title that is as long as those of declarations are, and longer than a phone is wide")] } } });
    await done({ case: "endTurn", value: { id: georgia } });
    await done({ case: "startTurn", value: { id: ireland } });
    await expect.poll(() => speaking(screen), soon).toBe(ireland);
    expect(await screen.page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
    expect(await screen.part("turn-time").isVisible()).toBe(true);
    expect(await screen.scrolled_sideways()).toEqual([]);
    const beyond = await screen.part("floor-now").evaluate((box) => box.scrollHeight - box.clientHeight);
    expect(beyond).toBeLessThanOrEqual(1);
    expect(screen.errors).toEqual([]);
  });
});

test("the programme says who has the floor, and leads to its page; an address that names none lists those that have one", async () => {
  const screen = await Screen.open(browser, server.url);
  const strip = screen.part(`floor-${session}`);
  await expect.poll(() => strip.innerText(), soon).toMatch(/Nobody has the floor[^]*Next[^]*Ireland/);
  await done({ case: "startTurn", value: { id: ireland } });
  await expect.poll(() => strip.innerText(), soon).toMatch(/Time left[^]*[12]:\d\d[^]*Ireland[^]*Next[^]*Kenya/);
  await strip.click();
  await screen.part("floor").waitFor();
  await expect.poll(() => speaking(screen), soon).toBe(ireland);

  await screen.page.goto(`${server.url}/?floor=nothing&lang=en`);
  await screen.part("unknown-floor").getByText("From Dublin to Sal").click();
  await screen.part("floor").waitFor();
  await screen.part("back").click();
  await strip.waitFor();
  expect(screen.errors).toEqual([]);
});
