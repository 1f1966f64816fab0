// A wall of big screens for tests: each in a browser of its own, paired as a technician does, and told apart by what it is.

import { type FollowedLog, Kind, Screens, SceneKind, type ScreenView } from "@dais/sdk";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import type { Server } from "./server.ts";

/** What a page showed when: by this machine's clock, whatever the page takes for it. */
export interface Seen {
  readonly what: string;
  readonly text: string;
  readonly at_ms: number;
}

declare global {
  interface Window {
    seen_by_tests?: Seen[];
  }
}

/** Pairs a device: what it would send to be that Screen of the log. */
async function pair(server: Server, log: string, screen: ScreenView): Promise<{ name: string; value: string }> {
  const post = async (path: string, body: object, key = ""): Promise<Response> => {
    const headers = { "content-type": "application/json", ...(key === "" ? {} : { authorization: `Bearer ${key}` }) };
    const answer = await fetch(`${server.url}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const { code, secret } = (await (await post("pairing", {})).json()) as { code: string; secret: string };
  await post("account", { log, pairScreen: { code, name: screen.name, screen: screen.id } }, server.key);
  const cookie = (await post("pairing/collect", { secret })).headers.getSetCookie()[0] ?? "";
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(cookie) ?? [];
  if (name === undefined || value === undefined) throw new Error("the screen got no cookie");
  return { name, value };
}

export class WallScreen {
  readonly errors: string[] = [];

  private constructor(
    readonly id: string,
    readonly name: string,
    readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  /** url: where it is served from. wrong_clock_ms: so much its device's clock is ahead. */
  static async hang(
    browser: Browser,
    server: Server,
    log: string,
    screen: ScreenView,
    { url = "", wrong_clock_ms = 0, viewport = { width: 1366, height: 768 } } = {},
  ): Promise<WallScreen> {
    const context: BrowserContext = await browser.newContext({ viewport });
    const { name, value } = await pair(server, log, screen);
    await context.addCookies([{ name, value, url: server.url }]);
    if (wrong_clock_ms !== 0) await context.addInitScript(set_clock, wrong_clock_ms);
    await context.addInitScript(note_what_is_seen);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const hung = new WallScreen(screen.id, screen.name, page, devtools);
    page.on("pageerror", (error) => hung.errors.push(error.message));
    await page.goto(url === "" ? `${server.url}/screen` : `${url}/screen/${log}?screen=${screen.id}`);
    return hung;
  }

  /** The word of what is shown; empty: nothing yet. */
  scene(): Promise<string> {
    return this.page.evaluate(() => document.querySelector('[data-testid="scene"]')?.getAttribute("data-scene") ?? "");
  }

  state(): Promise<string> {
    return this.page.evaluate(() => window.dais.state());
  }

  is_stale(): Promise<boolean> {
    return this.page.evaluate(() => document.querySelector('[data-testid="stale"]') !== null);
  }

  position(): Promise<number> {
    return this.page.evaluate(() => window.dais.position());
  }

  dump(): Promise<string> {
    return this.page.evaluate(() => window.dais.dump());
  }

  seen(): Promise<readonly Seen[]> {
    return this.page.evaluate(() => window.seen_by_tests ?? []);
  }

  /** After everything that nobody holds any more is gone. */
  async heap_bytes(): Promise<number> {
    await this.devtools.send("HeapProfiler.collectGarbage");
    await this.devtools.send("Performance.enable");
    const { metrics } = await this.devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
  }
}

// Both run in the page before anything else does.

function set_clock(ahead_ms: number): void {
  const Right = Date;
  const Wrong = function (...parts: unknown[]): Date {
    return parts.length === 0 ? new Right(Right.now() + ahead_ms) : new (Right as unknown as new (...all: unknown[]) => Date)(...parts);
  };
  Wrong.prototype = Right.prototype;
  Object.assign(Wrong, { UTC: Right.UTC, parse: Right.parse, now: () => Right.now() + ahead_ms });
  globalThis.Date = Wrong as unknown as DateConstructor;
}

function note_what_is_seen(): void {
  const seen: Seen[] = [];
  window.seen_by_tests = seen;
  const last = new Map<string, string>();
  new MutationObserver(() => {
    const at_ms = performance.timeOrigin + performance.now();
    for (const element of document.querySelectorAll('[data-testid="clock"], [data-testid="turn-clock"]')) {
      const [what, text] = [element.getAttribute("data-testid") ?? "", element.textContent.trim()];
      if (last.get(what) === text) continue;
      last.set(what, text);
      seen.push({ what, text, at_ms });
      if (seen.length > 5_000) seen.shift();
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** The word of what a Screen should show, from what an organiser holds: an emergency before all, dark, or its scene. */
export function should_show(log: FollowedLog, id: string, emergency: boolean): string {
  const screen = new Screens(log.store).screen(id)!;
  if (emergency) return "emergency";
  if (screen.blank) return "blank";
  const { kind, room } = screen.scene;
  const in_room = (room || screen.room) !== "" && log.store.get(Kind.ROOM, room || screen.room) !== undefined;
  if (kind === SceneKind.UNSPECIFIED) return in_room ? "door" : "hall";
  return SceneKind[kind].toLowerCase();
}

/**
 * Of what several showed of one thing: how far apart they were, at each turn that more than one of them made. What a screen
 * shows first, or again after it was away, is no turn.
 */
export function spreads(all: readonly (readonly Seen[])[], what: string): number[] {
  const turns = all.flatMap((seen) => {
    const own = seen.filter((one) => one.what === what);
    return own.filter(({ at_ms }, index) => index > 0 && at_ms - own[index - 1]!.at_ms < steady_ms);
  });
  // Those that show the same within a moment have turned together.
  const together = new Map<string, number[][]>();
  for (const { text, at_ms } of turns.sort((a, b) => a.at_ms - b.at_ms)) {
    const of_text = together.get(text) ?? [];
    const last = of_text.at(-1);
    if (last && at_ms - last[0]! < steady_ms) last.push(at_ms);
    else of_text.push([at_ms]);
    together.set(text, of_text);
  }
  const groups = [...together.values()].flat().filter((times) => times.length > 1);
  return groups.map((times) => times.at(-1)! - times[0]!).sort((a, b) => a - b);
}

/** Longer than a second, in which they turn. */
const steady_ms = 1_500;
