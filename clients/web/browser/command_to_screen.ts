// From command to screen: an organiser moves a start 1,000 times; how long until the page of a browser shows it, and until
// the organiser has the Reply. All on this machine: server, database on its disk, browser. `./dev bench` runs it.

import { follow, type Follower } from "@dais/sdk";
import { launch, Screen } from "./screen.ts";
import { Server } from "./server.ts";

const commands = 1_000;
const minute_ms = 60_000;
/** 2024-09-12, 10:00 on Sal. */
const ten_o_clock_ms = Date.UTC(2024, 8, 12, 11);

/** Milliseconds since 1970, finer than Date.now(); the browser's clock is the same. */
const now_ms = (): number => performance.timeOrigin + performance.now();

function live(follower: Follower): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (follower.state === "live") resolve();
    };
    follower.on_changed(look);
    look();
  });
}

/** When a session's box on the page first shows this text. */
function shown_at(screen: Screen, session: string, text: string): Promise<number> {
  return screen.page.evaluate(
    ({ selector, expected }) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (!document.querySelector<HTMLElement>(selector)?.innerText.includes(expected)) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    { selector: `[data-testid="session-${session}"]`, expected: text },
  );
}

function report(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(2);
  console.log(`${what.padEnd(28)} p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms  (${sorted.length} commands)`);
}

const browser = await launch();
const server = await Server.start();
const organiser = follow({ url: server.live_url, key: server.key });
try {
  await live(organiser);
  const log = organiser.logs[0]!;
  const screen = await Screen.open(browser, server.url);
  const listed = (await server.dais("session", "list")).split("\n");
  const session = listed.find((line) => line.includes("2024-09-12T10:00") && line.includes("Plenary Hall"))!.split(/\s+/)[0]!;
  const to_screen: number[] = [];
  const to_reply: number[] = [];
  for (let i = 0; i < commands; i += 1) {
    const minute = 10 + (i % 50);
    const seen = shown_at(screen, session, `10:${minute}`);
    await screen.position(); // The page is looking by now.
    const begin = now_ms();
    const verb = { case: "setProjectedStart", value: { id: session, atMs: BigInt(ten_o_clock_ms + minute * minute_ms) } } as const;
    const reply = organiser.command(log, verb, { basis: log.store.position }).then((said) => {
      if (said.outcome.case !== "done") throw new Error(`command ${i} was not done`);
      to_reply.push(now_ms() - begin);
    });
    to_screen.push((await seen) - begin);
    await reply;
  }
  report("command to a browser's page", to_screen);
  report("command to Reply (SDK)", to_reply);
} finally {
  organiser.close();
  await browser.close();
  await server.close();
}
