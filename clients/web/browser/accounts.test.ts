// Signing in and saying who may do what, in a browser.

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

/** The address in a dialog that shows a one-time link. */
const link_shown = (console: Console): Promise<string> => console.part("secret").innerText();

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

test("somebody is invited as a moderator of a room, comes by the link, is given another role, loses it and has it back", async () => {
  const organiser = await signed_in(browser, server, "organiser", `/account/people/${log}`);
  await organiser.part("people").getByText("Press office (demo)").first().waitFor();
  await organiser.button("Invite").click();
  const form = organiser.part("invite");
  await form.getByLabel("Whom do you invite?").fill("Kwame Mensah");
  const roles = await form.getByLabel("Role", { exact: true }).locator("option").allInnerTexts();
  expect(roles).toContain("Organiser");
  expect(roles).not.toContain("Owner");
  await form.getByLabel("Role", { exact: true }).selectOption({ label: "Moderator" });
  await organiser.button("Make the link").click();
  await organiser.page.getByText("Choose at least one room or session.").waitFor();
  await form.getByText("Plenary Hall", { exact: true }).first().click();
  await organiser.button("Make the link").click();
  await organiser.part("link-shown").getByTestId("qr").waitFor();
  const address = await link_shown(organiser);
  await organiser.part("link-shown").getByRole("button", { name: "Done", exact: true }).click();
  await organiser.part("section-invitations").click();
  expect(await organiser.part("invitations").innerText()).toMatch(/Kwame Mensah[^]*Moderator[^]*Plenary Hall/);

  const invited = await Console.open(browser, address, { viewport: phone });
  await invited.page.getByText("Welcome, Kwame Mensah").waitFor();
  expect(await invited.field("Your name").inputValue()).toBe("Kwame Mensah");
  const name = invited.field("Name to sign in by");
  expect([await name.getAttribute("autocomplete"), await invited.field("New password").getAttribute("autocomplete")]).toEqual(["username", "new-password"]);
  await name.fill("organiser@demo");
  await invited.field("New password").fill(password);
  await invited.button("Make the account").click();
  await invited.page.getByRole("alert").getByText(/Choose another name/).waitFor();
  await name.fill("kwame@example.org");
  await invited.button("Make the account").click();
  await invited.is("Kwame Mensah");
  expect(await invited.part("roles").innerText()).toContain("Moderator");

  await organiser.page.reload();
  await organiser.part("section-people").click();
  await organiser.part("search").fill("mensah");
  await organiser.part("people").getByRole("button", { name: /Roles/ }).click();
  await organiser.button("Add a role").click();
  await organiser.part("grant").getByLabel("Role", { exact: true }).selectOption({ label: "Press officer" });
  await organiser.button("Give the role").click();
  await expect.poll(() => organiser.part("person").innerText(), soon).toContain("Press officer");
  await organiser.button(/Take away.*Press officer/).click();
  await organiser.part("yes").click();
  await organiser.part("person").getByTestId("taken").waitFor();
  expect(await organiser.part("person").getByRole("listitem").count()).toBe(1);
  await organiser.button("Undo").click();
  await expect.poll(() => organiser.part("person").getByRole("listitem").count(), soon).toBe(2);
  await invited.page.reload();
  await expect.poll(() => invited.part("roles").innerText(), soon).toContain("Press officer");
  expect([...organiser.errors, ...invited.errors]).toEqual([]);
});

test("a big screen shows a code, and the programme once somebody has typed it; ended, it is nobody's", async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const wall = await Console.open(context, `${server.url}/screen`);
  await expect.poll(() => wall.part("code").innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const code = await wall.part("code").innerText();

  const organiser = await signed_in(browser, server, "organiser", `/account/people?pair=${code.toLowerCase()}`);
  await expect.poll(() => organiser.page.url(), soon).toContain(`/account/people/${log}`);
  const shown = organiser.field("The code on the screen");
  await shown.waitFor();
  expect(await shown.inputValue()).toBe(code.toLowerCase());
  await shown.fill(code.replace("-", " "));
  await organiser.field("What is the screen called?").fill("Hall A, left");
  await organiser.button("Pair").click();
  await expect.poll(() => organiser.part("screens").innerText(), soon).toContain("Hall A, left");
  await wall.page.waitForURL(/\/d\/gdpa-2024\?wall/, { timeout: 10_000 });
  await wall.page.waitForSelector('[data-testid="connection"][data-state="live"]');
  expect((await wall.cookies()).find(({ name }) => name === "dais")).toMatchObject({ httpOnly: true, sameSite: "Strict" });

  // Switched off and on again, it is what it was.
  await wall.page.goto(`${server.url}/screen`);
  await wall.page.waitForURL(/\/d\/gdpa-2024\?wall/, { timeout: 10_000 });

  await organiser.part("screens").getByRole("button", { name: /End.*Hall A, left/ }).click();
  await organiser.part("yes").click();
  await organiser.page.getByText("No screen is paired.").waitFor();
  await wall.page.goto(`${server.url}/screen`);
  await expect.poll(() => wall.part("code").innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect([...wall.errors, ...organiser.errors]).toEqual([]);
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

test("an owner makes a recovery link, reads what was done, and closes an account", async () => {
  const owner = await signed_in(browser, server, "owner", `/account/people/${log}`);
  const row = owner.part("people").getByRole("row").filter({ hasText: "Correspondent (demo)" });
  await row.getByRole("button").click();
  await owner.button("Link for a new password").click();
  const address = await link_shown(owner);
  await owner.button("Done").click();

  const press = await Console.open(browser, address);
  await press.page.getByText("A new password for Correspondent (demo)").waitFor();
  await press.field("New password").fill(password);
  await press.button("Set the password").click();
  await press.is("Correspondent (demo)");

  await owner.part("section-audit").click();
  await expect.poll(() => owner.part("audit").innerText(), soon).toContain("made a recovery link");
  await owner.part("section-people").click();
  await row.getByRole("button").click();
  await owner.button("Close the account").click();
  await owner.part("yes").click();
  await expect.poll(() => row.innerText(), soon).toContain("Closed");
  await press.page.reload();
  await press.part("sign-in").waitFor();
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

test("a screen whose server is away says so, and shows another code once it is back", async () => {
  const wall = await Console.open(browser, `${server.url}/screen`);
  const code = wall.part("code");
  await expect.poll(() => code.innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const before = await code.innerText();
  await server.kill();
  await wall.page.getByText("The server does not answer.").waitFor();
  await server.serve();
  await expect.poll(() => wall.page.getByText("The server does not answer.").count(), { timeout: 40_000, interval: 200 }).toBe(0);
  await expect.poll(() => code.innerText(), soon).not.toBe(before);
});
