// Signing in, and what somebody may do about their own account, in a browser.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Console, signed_in } from "./console.ts";
import { launch, phone } from "./screen.ts";
import { Server } from "./server.ts";
import { totp } from "./totp.ts";

let browser: Browser;
let server: Server;

// One server for all: no story minds what another one did.
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const soon = { timeout: 10_000, interval: 50 };
const password = "three good words";
const log = "gdpa-2024";

test("whoever opens the address that the server prints owns it, and its secret leaves the address bar", async () => {
  const empty = await Server.start_empty();
  try {
    await expect.poll(() => empty.printed, soon).toContain("#link=");
    const secret = /#link=(\w+)/.exec(empty.printed)![1]!;
    const console = await Console.open(browser, `${empty.url}/account#link=${secret}`);
    await console.page.getByText("Welcome to Dais").waitFor();
    expect(console.page.url()).not.toContain(secret);
    await console.field("Your name").fill("Amina Diallo");
    await console.field("Name to sign in by").fill("amina@example.org");
    await console.field("New password").fill("too short");
    expect(await console.part("strength").innerText()).toContain("1 more character is needed.");
    await console.field("New password").fill("amina and her cat");
    await console.button("Make the account").click();
    await console.page.getByText("among the first that others would try. Take another").waitFor();
    await console.field("New password").fill(password);
    await console.button("Make the account").click();
    await console.is("Amina Diallo");
    expect(await console.part("roles").innerText()).toMatch(/All programmes[^]*Owner/);
    expect(console.errors).toEqual([]);

    const late = await Console.open(browser, `${empty.url}/account#link=${secret}`);
    await late.page.getByText("This link is over").waitFor();
  } finally {
    await empty.close();
  }
});

test("who signs in has a cookie that no page reads and no other server gets", async () => {
  const console = await signed_in(browser, server, "organiser");
  await console.is("Secretariat (demo)");
  const cookies = await console.cookies();
  const cookie = cookies.find(({ name }) => name === "dais");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", secure: false, path: "/" });
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Strict")).toBe(true);
  expect(await console.page.evaluate(() => document.cookie)).toBe("");

  await console.button("Sign out").click();
  await console.part("sign-in").waitFor();
  expect((await console.cookies()).some(({ name }) => name === "dais")).toBe(false);
});

test("a wrong password clears the password alone, and too many are told to wait", async () => {
  const console = await Console.open(browser, `${server.url}/account`);
  const [name, secret] = [console.field("Name to sign in by"), console.field("Password")];
  await name.fill("nobody@demo");
  const attempt = async (): Promise<number> => {
    await secret.fill("not the password");
    const answered = console.page.waitForResponse((response) => response.url().endsWith("/sign-in"));
    await console.button("Sign in").click();
    return (await answered).status();
  };
  expect(await attempt()).toBe(401);
  await console.page.getByText("The name, the password or the code is wrong.").waitFor();
  expect(await name.inputValue()).toBe("nobody@demo");
  await expect.poll(() => secret.inputValue(), soon).toBe("");

  // A few are free; then each costs twice the time of the one before.
  let status = 0;
  for (let i = 0; i < 15 && status !== 429; i += 1) {
    status = await attempt();
    if (status === 401) await expect.poll(() => secret.inputValue(), soon).toBe("");
  }
  expect(status).toBe(429);
  await console.page.getByText("Too many attempts").waitFor();
  expect(await console.part("trouble").innerText()).toMatch(/Again in \d:\d\d/);
  expect(await console.button("Sign in").isDisabled()).toBe(true);
  // The password that was not looked at stays; it counts down, and then one may go on.
  expect(await secret.inputValue()).toBe("not the password");
  await expect.poll(() => console.button("Sign in").isEnabled(), { timeout: 30_000, interval: 200 }).toBe(true);
});

test("with a second factor, six digits of the app are asked for", async () => {
  const console = await signed_in(browser, server, "press");
  await console.button("Turn on").click();
  const secret = (await console.part("second-factor").getByTestId("secret").innerText()).replace(/ /g, "");
  await console.part("second-factor").getByTestId("qr").waitFor();
  await console.field("Six digits of the app").fill("000 000");
  await console.button("Turn on").click();
  await console.page.getByText("This is not what the app shows now.").waitFor();
  await console.field("Six digits of the app").fill(totp(secret));
  await console.button("Turn on").click();
  await console.page.getByText("When you sign in, six digits").waitFor();

  await console.button("Sign out").click();
  await console.sign_in("press@demo");
  await console.page.getByRole("heading", { name: "Six digits" }).waitFor();
  const code = console.field("Six digits of the app");
  expect(await code.getAttribute("autocomplete")).toBe("one-time-code");
  expect(await code.evaluate((element) => element === document.activeElement)).toBe(true);
  await code.fill(totp(secret, 1)); // The one before was used to put it in force.
  await console.button("Sign in").click();
  await console.is("Correspondent (demo)");

  await console.button("Turn off").click();
  await console.part("second-factor").getByLabel("Password", { exact: true }).fill("dais-demo");
  await console.part("second-factor").getByRole("button", { name: "Turn off" }).click();
  await console.part("second-factor").getByRole("button", { name: "Turn on" }).waitFor();
});

test("a phone is signed in by the link of the square, listed, and signed out from the computer", async () => {
  const computer = await signed_in(browser, server, "interpreter");
  const asked = computer.page.waitForResponse((response) => response.request().postData()?.includes("makePhoneLink") ?? false);
  await computer.button("Sign a phone in").click();
  const { done } = (await (await asked).json()) as { done: { secret: string } };
  await computer.part("phone").getByTestId("qr").waitFor();
  expect(await computer.part("phone-time").innerText()).toMatch(/[12]:\d\d/);

  const handset = await Console.open(browser, `${server.url}/account#link=${done.secret}`, { viewport: phone });
  await handset.page.getByText("Sign in as Interpreter (demo)?").waitFor();
  await handset.button("Sign in on this phone").click();
  await handset.is("Interpreter (demo)");

  await computer.page.getByText("Your phone is signed in.").waitFor();
  expect(await computer.part("logins").getByRole("listitem").count()).toBe(2);
  await computer.part("logins").getByRole("button", { name: /^End/ }).click();
  await expect.poll(() => computer.part("logins").getByRole("listitem").count(), soon).toBe(1);
  // The phone finds out when it asks for something; and a link opens where the page is open already.
  await handset.button("Sign a phone in").click();
  await handset.page.getByText("You are not signed in any more.").waitFor();
  await handset.page.evaluate(() => (location.hash = "link=used"));
  await handset.page.getByText("This link is over").waitFor();
  expect(handset.page.url()).not.toContain("used");
});

test("a key is shown once, listed and revoked; a password and a name are changed", async () => {
  const console = await signed_in(browser, server, "press-officer");
  await console.button("Make a key").click();
  await console.field("What is it for?").fill("Timing desk");
  await console.page.getByLabel("Announce", { exact: true }).check();
  await console.page.getByRole("dialog").getByRole("button", { name: "Make a key" }).click();
  expect(await console.part("secret").innerText()).toMatch(/^dais_/);
  await console.button("Done").click();
  expect(await console.part("keys").innerText()).toMatch(/Timing desk[^]*Follow and read · Announce/);
  await console.button(/Revoke.*Timing desk/).click();
  await console.part("yes").click();
  await expect.poll(() => console.part("keys").innerText(), soon).not.toContain("Timing desk");

  await console.field("Your name").fill("Newsroom");
  await console.button("Save").click();
  await console.is("Newsroom");
  await console.button("Change the password").click();
  await console.field("Present password").fill("wrong");
  await console.field("New password").fill(password);
  await console.button("Set the password").click();
  await console.page.getByText("The password is wrong.").waitFor();
  await console.field("Present password").fill("dais-demo");
  await console.button("Set the password").click();
  await console.page.getByText("Your password is changed.").waitFor();
  expect(console.errors).toEqual([]);
});

test("signing in takes a keyboard and nothing else", async () => {
  const console = await Console.open(browser, `${server.url}/account`);
  const { keyboard } = console.page;
  await console.part("sign-in").waitFor();
  await expect.poll(() => console.page.evaluate(() => document.activeElement?.getAttribute("name")), soon).toBe("username");
  await keyboard.type("organiser@demo");
  await keyboard.press("Tab");
  await keyboard.type("dais-demo");
  await keyboard.press("Enter");
  await console.is("Secretariat (demo)");

  // And so does a dialog, which gives the focus back.
  await console.page.goto(`${server.url}/account/people/${log}?lang=en`);
  await console.part("people").waitFor();
  await console.button("Invite").focus();
  await keyboard.press("Enter");
  await console.part("invite").waitFor();
  await keyboard.type("Nobody yet");
  expect(await console.field("Whom do you invite?").inputValue()).toBe("Nobody yet");
  await keyboard.press("Escape");
  await console.part("invite").waitFor({ state: "detached" });
  await expect.poll(() => console.page.evaluate(() => document.activeElement?.textContent.trim()), soon).toBe("Invite");
});
