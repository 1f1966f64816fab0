// Pages of other origins act in nobody's name, whatever cookies their visitors have.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signed_in } from "./console.ts";
import { Elsewhere } from "./elsewhere.ts";
import { launch } from "./screen.ts";
import { Server } from "./server.ts";

let browser: Browser;
let server: Server;
let elsewhere: Elsewhere;
let page: Page;

beforeAll(async () => {
  [browser, server, elsewhere] = await Promise.all([launch(), Server.start(), Elsewhere.start()]);
  const organiser = await signed_in(browser, server, "organiser");
  await organiser.is("Secretariat (demo)");
  page = organiser.page;
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await server.close();
});

/** How a POST from the page ends: a status, or that its answer may not be read. */
function post(path: string, body: string, type: string, mode: RequestMode): Promise<string> {
  return page.evaluate(
    async ([address, text, content_type, how]) => {
      try {
        const response = await fetch(address!, { method: "POST", credentials: "include", mode: how as RequestMode, headers: { "content-type": content_type! }, body: text! });
        return response.type === "opaque" ? "not to be read" : `${response.status}: ${await response.text()}`;
      } catch {
        return "refused";
      }
    },
    [server.url + path, body, type, mode],
  );
}

/** Whether a WebSocket of the page opens. */
function opens(url: string): Promise<boolean> {
  return page.evaluate(
    (address) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(address, "dais.v1");
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      }),
    url,
  );
}

const announce = JSON.stringify({ id: "forged", log: "gdpa-2024", publishAnnouncement: { announcement: { body: [{ language: "en", text: "Forged." }] } } });
const rename = JSON.stringify({ renameAccount: { name: "Forged" } });

/** Who the organiser still is, asked by the server's own page. */
async function name_at_home(): Promise<string> {
  const home = await page.context().newPage();
  await home.goto(`${server.url}/account`);
  await home.getByRole("heading", { level: 1 }).waitFor();
  const name = await home.getByRole("heading", { level: 1 }).innerText();
  await home.close();
  return name;
}

test.each(["127.0.0.1", "localhost"])("a page of another port on %s neither follows, nor commands, nor reads", async (host) => {
  await page.goto(elsewhere.url(host));
  // On the same host the browser sends the cookie along, whatever the port: then the server must refuse.
  if (host === "127.0.0.1") expect(await opens(server.live_url)).toBe(false);

  for (const [path, body] of [["/api/v1/account", rename], ["/api/v1/commands", announce], ["/api/v1/sign-out", "{}"], ["/api/v1/pairing", "{}"]] as const) {
    // As JSON it takes a preflight, which nobody answers; as text it is sent, and refused.
    expect(await post(path, body, "application/json", "cors"), path).toBe("refused");
    expect(["refused", "not to be read"], path).toContain(await post(path, body, "text/plain", "no-cors"));
    expect(["refused", "not to be read"], path).toContain(await post(path, body, "application/json", "no-cors"));
  }
  const read = await page.evaluate(async (address) => {
    try {
      return await (await fetch(address, { credentials: "include" })).text();
    } catch {
      return "refused";
    }
  }, `${server.url}/api/v1/account`);
  expect(read).toBe("refused");

  expect(await name_at_home()).toBe("Secretariat (demo)");
  const snapshot = await (await fetch(`${server.url}/api/v1/logs/gdpa-2024/snapshot.json`)).text();
  expect(snapshot).toContain("From Dublin to Sal");
  expect(snapshot).not.toContain("Forged.");
});

test("a form of another page signs nobody in as somebody else", async () => {
  await page.goto(elsewhere.url("localhost"));
  const answered = page.waitForResponse((response) => response.url().includes("/api/v1/sign-in"));
  await page.evaluate((address) => {
    const form = document.createElement("form");
    form.method = "post";
    form.enctype = "text/plain";
    form.action = address;
    const input = document.createElement("input");
    input.name = '{"signInName":"press@demo","password":"dais-demo","code":"';
    input.value = '"}';
    form.append(input);
    document.body.append(form);
    form.submit();
  }, `${server.url}/api/v1/sign-in`);
  expect((await answered).status()).toBeGreaterThanOrEqual(400);
  expect(await name_at_home()).toBe("Secretariat (demo)");
});
