// What the server says in English is told in the reader's language by its words: so these must be the server's.

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { known_sentences, refusal_key } from "../src/api/refusals.ts";
import { known_whats, what_key } from "../src/live/audit.ts";

const server = resolve(import.meta.dirname, "../../../../server");
const sources = ["access", "web", "summit"]
  .flatMap((folder) => readdirSync(resolve(server, folder)).map((name) => resolve(server, folder, name)))
  .filter((path) => path.endsWith(".cpp"))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n")
  // Two literals in a row are one.
  .replace(/"\s*\n\s*"/g, "");

test.each(known_sentences)("the server says: %s", (sentence) => {
  expect(sources).toContain(`"${sentence}"`);
});

test.each(known_whats)("the server notes: %s", (what) => {
  expect(sources).toContain(`"${what}"`);
});

test("whatever the server notes is known", () => {
  const noted = [...sources.matchAll(/\bnote\((?:asker|\{now_ms_\(\), [^,]+), "([^"]+)"/g)].map((match) => match[1]!);
  expect(noted.length).toBeGreaterThan(12);
  for (const what of noted) expect(what_key(what) ?? /^(granted|took away) $/.exec(what), what).toBeTruthy();
});

test("what is not known is told as it is", () => {
  expect(refusal_key("Something of a later release.")).toBeUndefined();
  expect(refusal_key("There is no such grant.")).toBe("no_such_thing");
  expect(refusal_key("There is no such code on a screen.")).toBe("no_screen_code");
  expect(refusal_key("The screen “Foyer, wall” (wzx9e) is called so. Give one of them another name.")).toBe("no_other_name");
});

test("a role that was given or taken away is named", () => {
  expect(what_key("granted track organiser")).toEqual({ key: "did_grant", role: "role_track_organiser" });
  expect(what_key("took away head of delegation")).toEqual({ key: "did_take_away", role: "role_head_of_delegation" });
  expect(what_key("granted nobody")).toEqual({ key: "did_grant", role: "role_by_seat" });
  expect(what_key("granted pope")).toEqual({ key: "did_grant", role: "role_unknown" });
  expect(what_key("danced")).toBeUndefined();
});
