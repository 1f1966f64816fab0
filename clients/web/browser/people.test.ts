// Who says who may do what, in a browser: people, invitations and devices that are paired.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Console, signed_in } from "./console.ts";
import { launch, phone } from "./screen.ts";
import { Server } from "./server.ts";

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

  // Whoever loses their last role is still there to have it back.
  for (const role of [/Take away.*Moderator/, /Take away.*Press officer/]) {
    await organiser.button(role).click();
    await organiser.part("yes").click();
    await organiser.part("person").getByTestId("taken").waitFor();
  }
  await organiser.part("person").getByText("No role.").waitFor();
  await organiser.button("Undo").click();
  await expect.poll(() => organiser.part("person").innerText(), soon).toContain("Press officer");
  expect([...organiser.errors, ...invited.errors]).toEqual([]);
});

test("a big screen shows a code, and the programme once somebody has typed it; ended, it is nobody's", async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const wall = await Console.open(context, `${server.url}/screen`);
  await expect.poll(() => wall.part("code").innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const code = await wall.part("code").innerText();

  const organiser = await signed_in(browser, server, "organiser", `/account/screens?pair=${code.toLowerCase()}`);
  await expect.poll(() => organiser.page.url(), soon).toContain(`/account/screens/${log}`);
  const shown = organiser.field("The code on the screen");
  await shown.waitFor();
  expect(await shown.inputValue()).toBe(code.toLowerCase());
  await shown.fill(code.replace("-", " "));
  await organiser.field("What is the screen called?").fill("Hall A, left");
  await organiser.button("Pair").click();
  await organiser.part("paired").getByRole("button", { name: "Done" }).click();
  await organiser.part("section-devices").click();
  await expect.poll(() => organiser.part("screens").innerText(), soon).toContain("Hall A, left");
  await wall.part("scene").waitFor();
  await expect.poll(() => wall.page.evaluate(() => window.dais.state()), soon).toBe("live");
  expect((await wall.cookies()).find(({ name }) => name === "dais")).toMatchObject({ httpOnly: true, sameSite: "Strict" });

  // Switched off and on again, it is what it was.
  await wall.page.goto(`${server.url}/screen?lang=en`);
  await wall.part("scene").waitFor();

  await organiser.part("screens").getByRole("button", { name: /End.*Hall A, left/ }).click();
  await organiser.part("yes").click();
  await organiser.page.getByText("No screen is paired.").waitFor();
  // It shows what everybody sees, and says that it is heard no more, until somebody makes it forget.
  await wall.part("unpaired").waitFor();
  await wall.page.goto(`${server.url}/screen?forget&lang=en`);
  await expect.poll(() => wall.part("code").innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await wall.part("forgotten").waitFor();
  expect([...wall.errors, ...organiser.errors]).toEqual([]);
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
