// What must hold of the words of every face.

import { describe, expect, test } from "vitest";
import { type Catalogues, type Language, languages } from "../src/messages.ts";

const names_in = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

export function test_catalogues<Key extends string>(catalogues: Catalogues<Key>): void {
  const keys = Object.keys(catalogues.en) as Key[];

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
}
