import { Role } from "@dais/sdk/account";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { confinements, lacks, may_give, role_key, roles_to_give, what_key } from "../src/live/roles.ts";

const blank = { person: "", party: "", tracks: [], rooms: [], sessions: [] };

test("an owner gives every role, an organiser none that does more than they may", () => {
  expect(roles_to_give([Role.OWNER], "a")).toContain(Role.OWNER);
  expect(roles_to_give([Role.ORGANISER], "a")).not.toContain(Role.OWNER);
  expect(roles_to_give([Role.ORGANISER], "a")).toContain(Role.ORGANISER);
  expect(roles_to_give([Role.PRESS_OFFICER], "a")).toEqual([]);
  expect(may_give([Role.ORGANISER], Role.EDGE)).toBe(false);
});

test("on all logs no role is given that is confined to something of one", () => {
  const given = roles_to_give([Role.OWNER], "");
  expect(given).toContain(Role.ORGANISER);
  for (const role of [Role.MODERATOR, Role.TRACK_ORGANISER, Role.DELEGATE, Role.UNSPECIFIED]) expect(given).not.toContain(role);
});

test("a role says what it still lacks", () => {
  expect(lacks({ ...blank, role: Role.TRACK_ORGANISER })).toBe("tracks");
  expect(lacks({ ...blank, role: Role.MODERATOR })).toBe("rooms");
  expect(lacks({ ...blank, role: Role.MODERATOR, sessions: ["s1"] })).toBeUndefined();
  expect(lacks({ ...blank, role: Role.DELEGATE })).toBe("party");
  expect(lacks({ ...blank, role: Role.DELEGATE, person: "p1" })).toBeUndefined();
  expect(lacks({ ...blank, role: Role.UNSPECIFIED })).toBe("person");
  expect(lacks({ ...blank, role: Role.PRESS })).toBeUndefined();
});

test("every role that is offered has a name and says what it is for", () => {
  for (const role of roles_to_give([Role.OWNER], "a")) {
    expect(role_key(role)).not.toBe("role_unknown");
    expect(what_key(role)).toBeDefined();
  }
  expect(role_key(99 as Role)).toBe("role_unknown");
});

// The table of rights decides; what is offered here follows it.
test("an owner may do whatever an organiser may, and one thing more", () => {
  const table = readFileSync(resolve(import.meta.dirname, "../../../../server/summit/rights.cpp"), "utf8");
  const cells = [...table.matchAll(/return row\(k\w+,\s+"([+o.]) ([+o.])/g)].map(([, owner, organiser]) => [owner, organiser]);
  expect(cells.length).toBeGreaterThan(40);
  const power = (cell: string | undefined): number => ".o+".indexOf(cell ?? ".");
  expect(cells.every(([owner, organiser]) => power(owner) >= power(organiser))).toBe(true);
  expect(cells.some(([owner, organiser]) => power(owner) > power(organiser))).toBe(true);
});

test("a role is confined to what its grant can name", () => {
  expect(confinements(Role.MODERATOR)).toEqual(["rooms", "sessions"]);
  expect(confinements(Role.ORGANISER)).toEqual([]);
});
