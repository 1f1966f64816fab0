import { expect, test } from "vitest";
import { asked_after, chain_of, interface_language } from "../src/languages.ts";

test("what is asked for comes before what the device prefers, each language once", () => {
  expect(chain_of(["ar", "fr"], ["fr", "en-GB"], false)).toEqual(["ar", "fr", "en-GB"]);
  expect(chain_of([], ["pt-CV", "pt"], false)).toEqual(["pt-CV", "pt"]);
});

test("a wall that was told its languages does not ask its device", () => {
  expect(chain_of(["fr"], ["en-US"], true)).toEqual(["fr"]);
  expect(chain_of([], ["en-US"], true)).toEqual(["en-US"]);
});

test("the interface speaks the first of the chain that it can, else the summit's", () => {
  expect(interface_language(["de", "es", "en"], ["fr"])).toBe("es");
  expect(interface_language(["ka", "de"], ["hy", "pt-CV"])).toBe("pt");
  expect(interface_language([], [])).toBe("en");
});

test("a language that is chosen comes first and the others stay", () => {
  expect(asked_after("fr", ["ar", "fr-CA", "en"])).toEqual(["fr", "ar", "en"]);
});
