// The dashboard in a browser, as a reader has it open.

import { type Browser, chromium, type Locator, type Page } from "playwright-core";

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export const laptop = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };
export const wall = { width: 1920, height: 1080 };

/** The first morning of the demo summit, with a session under way in the Plenary Hall. */
const morning = "2024-09-12T10:05";

export class Screen {
  /** How often a document was loaded or its address changed. */
  navigations = 0;
  /** What the page threw, and what its Content Security Policy refused. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on("framenavigated", () => (this.navigations += 1));
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && message.text().includes("Content Security Policy")) this.errors.push(message.text());
    });
  }

  /** Returns when the screen says that it is live. What it asks for beside its language: the demo's first morning. */
  static async open(browser: Browser, url: string, { viewport = laptop, language = "en", asks = `at=${morning}` } = {}): Promise<Screen> {
    const screen = new Screen(await browser.newPage({ viewport }));
    await screen.page.goto(`${url}/?${asks}&lang=${language}`);
    await screen.page.waitForSelector('[data-testid="connection"][data-state="live"]');
    return screen;
  }

  part(test_id: string): Locator {
    return this.page.getByTestId(test_id);
  }

  connection(): Promise<string | null> {
    return this.part("connection").getAttribute("data-state");
  }

  dump(): Promise<string> {
    return this.page.evaluate(() => window.dais.dump());
  }

  position(): Promise<number> {
    return this.page.evaluate(() => window.dais.position());
  }

  digest_failures(): Promise<number> {
    return this.page.evaluate(() => window.dais.digest_failures());
  }

  damage(): Promise<void> {
    return this.page.evaluate(() => window.dais.damage());
  }

  /** Every part of the page that a finger could move sideways: the document itself or a box that scrolls within it. */
  scrolled_sideways(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const overflow = getComputedStyle(element).overflowX;
          const scrolls = element === document.documentElement || overflow === "auto" || overflow === "scroll";
          return scrolls && element.scrollWidth > element.clientWidth;
        })
        .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}`),
    );
  }
}
