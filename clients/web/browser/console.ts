// The console in a browser, as somebody has it open.

import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { laptop } from "./screen.ts";
import type { Server } from "./server.ts";

export const demo_password = "dais-demo";

export class Console {
  /** What the page threw, and what its Content Security Policy refused. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && message.text().includes("Content Security Policy")) this.errors.push(message.text());
    });
  }

  /** In a browser of its own, with no cookie, unless one is given. */
  static async open(browser: Browser | BrowserContext, address: string, { viewport = laptop, language = "en" } = {}): Promise<Console> {
    const context = "newContext" in browser ? await browser.newContext({ viewport }) : browser;
    const console = new Console(await context.newPage());
    const url = new URL(address);
    url.searchParams.set("lang", language);
    await console.page.goto(url.href);
    return console;
  }

  part(test_id: string): Locator {
    return this.page.getByTestId(test_id);
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async sign_in(name: string, password = demo_password): Promise<void> {
    await this.field("Name to sign in by").fill(name);
    await this.field("Password").fill(password);
    await this.button("Sign in").click();
  }

  /** Returns when the page shows who is signed in. */
  async is(name: string): Promise<void> {
    await this.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  }

  cookies(): ReturnType<BrowserContext["cookies"]> {
    return this.page.context().cookies();
  }
}

/** Somebody of the demo, signed in. */
export async function signed_in(browser: Browser, server: Server, who: string, path = "/account"): Promise<Console> {
  const console = await Console.open(browser, server.url + path);
  await console.sign_in(`${who}@demo`);
  await console.part("sign-in").waitFor({ state: "detached" });
  return console;
}
