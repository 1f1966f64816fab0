import { expect, test } from "vitest";
import { shown_code, typed_code } from "../src/pairing_code.ts";

test("a code is read aloud and typed as people do", () => {
  expect(shown_code("7k2m-9qxt")).toBe("7K2M-9QXT");
  for (const typed of ["7K2M-9QXT", " 7k2m 9qxt ", "7K2M9QXT"]) expect(typed_code(typed)).toBe("7k2m-9qxt");
  expect(typed_code("OIl0-abcd")).toBe("0110-abcd");
});
