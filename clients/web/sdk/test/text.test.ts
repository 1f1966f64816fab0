import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { type LocalText, LocalTextSchema, Origin } from "../gen/dais/v1/text_pb.ts";
import { text_digest } from "../src/digest.ts";
import { direction_of, is_outdated, language_tags, pick_text } from "../src/text.ts";

const one = (language: string, text: string, origin = Origin.HUMAN): LocalText =>
  create(LocalTextSchema, { language, text, origin });

test("exact, then base language, then authentic, then first", () => {
  const texts = [one("ar", "ا"), one("fr", "f"), one("fr-CA", "fc"), one("pt", "p", Origin.AUTHENTIC)];
  expect(pick_text(texts, ["fr-CA"])).toMatchObject({ text: "fc", fallback: false });
  expect(pick_text(texts, ["fr-CH"])).toMatchObject({ text: "f", fallback: false });
  expect(pick_text(texts, ["en"])).toMatchObject({ text: "p", language: "pt", fallback: true });
  expect(pick_text(texts.slice(0, 2), ["en"])).toMatchObject({ text: "ا", fallback: true });
});

test("the first language of the reader's chain that has a text, then the summit's in their order", () => {
  const texts = [one("en", "e", Origin.AUTHENTIC), one("es", "s"), one("fr", "f", Origin.MACHINE), one("pt", "p")];
  expect(pick_text(texts, ["ar", "fr", "en"], ["en", "pt"])).toMatchObject({ text: "f", fallback: true, machine: true });
  expect(pick_text(texts, ["fr", "es"], ["en"])).toMatchObject({ text: "f", fallback: false });
  expect(pick_text(texts, ["ar"], ["pt", "en"])).toMatchObject({ text: "p", fallback: true });
  expect(pick_text(texts, ["ar"], ["de"])).toMatchObject({ text: "e" });
  expect(pick_text(texts, [], [])).toMatchObject({ text: "e" });
});

test("another region is better than another language", () => {
  expect(pick_text([one("en", "e"), one("pt-CV", "pc")], ["pt", "en"])).toMatchObject({ text: "pc", fallback: false });
});

test("no text is no text, and an unknown language no fallback", () => {
  expect(pick_text([], ["en"]).text).toBe("");
  expect(pick_text([one("", "x")], ["en"])).toMatchObject({ text: "x", fallback: false });
});

test("a chain is read from an address, without what is no language", () => {
  expect(language_tags("ar, pt-cv,,fr,1!,ar")).toEqual(["ar", "pt-CV", "fr"]);
  expect(language_tags("")).toEqual([]);
  expect(language_tags(Array.from({ length: 20 }, (_, i) => `a${String.fromCharCode(97 + i)}`).join())).toHaveLength(8);
});

test("a translation is outdated when its source is said otherwise today", () => {
  const source = one("en", "Opening", Origin.AUTHENTIC);
  const translation = create(LocalTextSchema, { language: "fr", text: "Ouverture", sourceDigest: text_digest("Opening") });
  expect(is_outdated(translation, [source, translation])).toBe(false);
  expect(pick_text([source, translation], ["fr"]).outdated).toBe(false);
  source.text = "Opening ceremony";
  expect(is_outdated(translation, [source, translation])).toBe(true);
  expect(pick_text([source, translation], ["fr"]).outdated).toBe(true);
  expect(is_outdated(source, [source, translation])).toBe(false);
});

test("directions", () => {
  expect([direction_of("ar-EG"), direction_of("fr"), direction_of("")]).toEqual(["rtl", "ltr", "auto"]);
});
