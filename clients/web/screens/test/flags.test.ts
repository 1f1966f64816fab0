import { expect, test } from "vitest";
import { flag_codes, flag_picture } from "../flags.ts";

test("there is a flag of each member and observer State of the United Nations, and of nobody else", () => {
  const codes = flag_codes();
  expect(codes).toHaveLength(195);
  expect(codes).toEqual(expect.arrayContaining(["cv", "ps", "va"]));
  expect(codes).not.toContain("xk");
  for (const code of codes) expect(flag_picture(code), code).toMatch(/^<svg [^>]*viewBox="0 0 640 480"/);
});
