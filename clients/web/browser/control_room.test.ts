// The control room of big screens in a browser: a screen is made and paired, shown something that was looked at before, undone,
// said to be gone when it is; and what a role may not do is refused.

import type { Browser, BrowserContext, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Console, signed_in } from "./console.ts";
import { launch, phone } from "./screen.ts";
import { Server } from "./server.ts";

let browser: Browser;
let server: Server;

// One server for all: each story makes the screens that it needs.
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), Server.start()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const soon = { timeout: 20_000, interval: 50 };
const log = "gdpa-2024";
const page = `/account/screens/${log}`;

// Beside those of the demo.
const tile = (console: Console, name: string): Locator =>
  console.part("wall").locator("li").filter({ has: console.page.getByRole("heading", { name, exact: true }) });
const level = (console: Console, name: string): Promise<string | null> => tile(console, name).getAttribute("data-level");
const state = (console: Console, name: string): Promise<string> => tile(console, name).getByTestId("state").innerText();

/** A device that waits for its code to be typed. */
async function device(): Promise<{ wall: Console; context: BrowserContext; code: string }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const wall = await Console.open(context, `${server.url}/screen`);
  await expect.poll(() => wall.part("code").innerText(), soon).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  return { wall, context, code: await wall.part("code").innerText() };
}

const shown = (name: string): Promise<string> => server.dais("screen", "show", name);
const scene_of = (wall: Console): Promise<string | null> => wall.part("scene").getAttribute("data-scene");

test("a screen is made with its device, shows what was looked at before, and as before once that is undone", async () => {
  const { wall, context, code } = await device();
  const organiser = await signed_in(browser, server, "organiser", page);
  await organiser.button("New screen").click();
  await organiser.field("What is the screen called?").fill("Fountain");
  await organiser.field("Where does it hang?").selectOption({ label: "Foyer" });
  await organiser.field("The code on the screen").fill("aaaa-bbbb");
  await organiser.button("Pair").click();
  // The screen is made; the code is mended.
  await organiser.page.getByText("No screen shows this code now.").waitFor();
  await organiser.field("The code on the screen").fill(code);
  await organiser.button("Pair").click();
  await expect.poll(() => organiser.part("paired").innerText(), soon).toContain("Live");
  await organiser.part("paired").getByRole("button", { name: "Done" }).click();
  await expect.poll(() => level(organiser, "Fountain"), soon).toBe("live");
  expect(await scene_of(wall)).toBe("door");
  expect(await organiser.part("count").innerText()).toMatch(/^1 of \d+ live$/);

  await tile(organiser, "Fountain").getByRole("button", { name: /^Scene/ }).click();
  await organiser.part("scene-welcome").click();
  await organiser.field("Words").fill("Good morning");
  const preview = organiser.part("preview").frameLocator("iframe");
  await preview.getByText("Good morning").first().waitFor();
  // Nothing has happened yet.
  expect(await scene_of(wall)).toBe("door");
  await organiser.part("scene").getByRole("button", { name: "Show on 1 screen" }).click();
  await expect.poll(() => state(organiser, "Fountain"), soon).toBe("On air");
  expect(await scene_of(wall)).toBe("welcome");
  await organiser.part("done").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => scene_of(wall), soon).toBe("door");
  await expect.poll(() => level(organiser, "Fountain"), soon).toBe("live");

  // It is dark without being gone, and gone when it is.
  await tile(organiser, "Fountain").getByRole("checkbox").click();
  await organiser.part("actions").getByRole("button", { name: "Dark" }).click();
  await expect.poll(() => scene_of(wall), soon).toBe("blank");
  await expect.poll(() => level(organiser, "Fountain"), soon).toBe("live");
  await organiser.part("actions").getByRole("button", { name: "Light again" }).click();
  await expect.poll(() => scene_of(wall), soon).toBe("door");
  await context.close();
  await expect.poll(() => state(organiser, "Fountain"), soon).toMatch(/^No contact since \d\d:\d\d/);
  expect([...wall.errors, ...organiser.errors]).toEqual([]);
});

test("several screens are chosen with the keyboard and shown a scene at the same moment", async () => {
  for (const name of ["North 1", "North 2", "North 10"]) await server.dais("screen", "add", `name=${name}`, "room=Plenary Hall");
  const organiser = await signed_in(browser, server, "organiser", page);
  await tile(organiser, "North 1").getByRole("checkbox").focus();
  await organiser.page.keyboard.press("Space");
  await organiser.page.keyboard.press("ArrowRight");
  await organiser.page.keyboard.press("ArrowRight");
  await organiser.page.keyboard.press("Shift+Space");
  expect(await organiser.part("actions").innerText()).toContain("3 screens");
  await organiser.button("Show a scene").click();
  await organiser.part("scene-standby").click();
  await organiser.part("scene").getByRole("button", { name: "Show on 3 screens" }).click();
  await organiser.page.getByText("“Standby” on 3 screens.").waitFor();
  expect(await shown("North 10")).toContain("standby");
  await organiser.part("done").getByRole("button", { name: "Undo" }).click();
  await organiser.page.getByText("Undone.").waitFor();
  expect(await shown("North 10")).not.toContain("standby");
  expect(organiser.errors).toEqual([]);
});

test("a screen is set up, and removed with a way back", async () => {
  for (const name of ["Stairs", "Loft"]) await server.dais("screen", "add", `name=${name}`);
  const organiser = await signed_in(browser, server, "organiser", page);
  await tile(organiser, "Loft").getByRole("button", { name: /^Details/ }).click();
  await organiser.button("Set-up").click();
  await organiser.field("What is the screen called?").fill("stairs");
  await organiser.button("Save").click();
  await organiser.page.getByText("Another screen is called so.").waitFor();
  await organiser.field("What is the screen called?").fill("Balcony");
  await organiser.field("The picture is turned").selectOption({ label: "90° clockwise" });
  await organiser.button("Save").click();
  await tile(organiser, "Balcony").getByRole("button", { name: /^Details/ }).click();
  await organiser.button("Remove").click();
  await organiser.part("yes").click();
  await expect.poll(() => tile(organiser, "Balcony").count(), soon).toBe(0);
  await organiser.part("done").getByRole("button", { name: "Undo" }).click();
  await tile(organiser, "Balcony").waitFor();
  expect(await shown("Balcony")).toContain("90");
  expect(organiser.errors).toEqual([]);
});

test("a moderator shows scenes on the screens of their rooms alone, on a phone too", async () => {
  await server.dais("screen", "add", "name=Side", "room=Plenary Hall");
  await server.dais("screen", "add", "name=Garden");
  const moderator = await Console.open(browser, server.url + page, { viewport: phone });
  await moderator.sign_in("moderator@demo");
  const show = async (name: string): Promise<void> => {
    await tile(moderator, name).getByRole("button", { name: /^Scene/ }).click();
    await moderator.part("scene-welcome").click();
    await moderator.part("scene").getByRole("button", { name: "Show on 1 screen" }).click();
  };
  await show("Side");
  await moderator.part("done").getByText("“Welcome” on 1 screen.").waitFor();
  await show("Garden");
  await moderator.page.getByText("Your role may do this with the screens of your rooms alone.").waitFor();
  await moderator.button("Cancel").click();
  expect(await moderator.page.getByText("What screens report is told to staff alone.").isVisible()).toBe(true);
  expect(await moderator.button("New screen").count()).toBe(0);
  expect(await moderator.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(moderator.errors).toEqual([]);
});

test("the summit's colours are looked at before they are worn, and a logo that does things is refused", async () => {
  const organiser = await signed_in(browser, server, "organiser", `${page}?section=look`);
  await organiser.field("Colour that stands out").fill("#f09090");
  await organiser.part("look-light").getByText(/^Shown as #[0-9a-f]{6}, so that it can be read$/).waitFor();
  const svg = (inside: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name: "logo.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">${inside}</svg>`),
  });
  await organiser.field("Logo").setInputFiles(svg("<script>alert(1)</script>"));
  await organiser.button("Save").click();
  await organiser.page.getByText("This picture has scripts or links in it.").waitFor();
  await organiser.field("Logo").setInputFiles(svg('<rect width="4" height="2" fill="#0a7d5a"/>'));
  await organiser.button("Save").click();
  await organiser.part("done").getByText("The look was changed.").waitFor();
  expect(await server.dais("look", "show")).toContain("#f09090");
  await organiser.part("done").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => server.dais("look", "show"), soon).not.toContain("#f09090");
  expect(organiser.errors).toEqual([]);
});
