import { describe, expect, test } from "vitest";
import { catalogues, type Language, languages, language_for, type MessageKey, say } from "../src/messages/messages.ts";

const keys = Object.keys(catalogues.en) as MessageKey[];
const names_in = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

describe.each(Object.keys(languages) as Language[])("%s", (language) => {
  const catalogue = catalogues[language];

  test("has every key and no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
  });

  test("leaves no message empty and fills the same places", () => {
    for (const key of keys) {
      const message = catalogue[key];
      const english = catalogues.en[key];
      const texts = typeof message === "string" ? [message] : [message.other];
      for (const text of texts) {
        expect(text.trim(), key).not.toBe("");
        expect(names_in(text), key).toEqual(names_in(typeof english === "string" ? english : english.other));
      }
    }
  });

  test("has every plural that its language tells apart", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of keys) {
      const message = catalogue[key];
      if (typeof message === "string") continue;
      expect(Object.keys(message).sort(), key).toEqual([...categories].sort());
    }
  });
});

test("plurals are chosen and what is filled in is isolated", () => {
  expect(say("en", "days", { count: 1 })).toBe("1 day");
  expect(say("ar", "days", { count: 2 })).toBe("يومين");
  expect(say("ar", "page", { page: 1, pages: 2 })).toContain("\u20681\u2069");
  expect(say("en", "moved_from", { room: "القاعة" })).toBe("Moved from \u2068القاعة\u2069");
});

test("a tag finds the language that is like it", () => {
  expect([language_for("pt-CV"), language_for("AR"), language_for("ka")]).toEqual(["pt", "ar", undefined]);
});
