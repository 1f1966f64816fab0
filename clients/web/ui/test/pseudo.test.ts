import { expect, test } from "vitest";
import { pseudo } from "../src/pseudo.ts";

test("it can still be read, is longer, and shows where it ends", () => {
  expect(pseudo("Now")).toBe("⟦Ñöw ~~⟧");
  expect(pseudo("Running over").length).toBeGreaterThan("Running over".length * 1.4);
  expect(pseudo("")).toBe("");
});
