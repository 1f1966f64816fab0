import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flag_code } from "../src/country.ts";

// The States that the server brings, of the lists that their publishers have.
const states = readFileSync(new URL("../../../../server/parties/states.txtpb", import.meta.url), "utf8");
const codes = [...states.matchAll(/\bcode: "([A-Z]{3})"[^]*?code2: "([A-Z]{2})"/g)];

test("every State has the code of its flag", () => {
  expect(codes).toHaveLength(195);
  for (const [, alpha3, alpha2] of codes) expect(flag_code(alpha3!), alpha3).toBe(alpha2);
});

test.each(["", "AFR", "EUR", "NA", "nam", "NAMNA"])("%j is no State and has none", (code) => {
  expect(flag_code(code)).toBeUndefined();
});
