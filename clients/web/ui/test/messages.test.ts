import { expect, test } from "vitest";
import { language_for, say_from } from "../src/messages.ts";
import { wish_catalogues } from "../src/wish_words.ts";
import { test_catalogues } from "./catalogues.ts";

test_catalogues(wish_catalogues);

const days = { one: "{count} day", two: "two", other: "{count} days" };
const say = say_from({
  en: { days, moved: "Moved from {room}" },
  fr: { days, moved: "{room}" },
  pt: { days, moved: "{room}" },
  es: { days, moved: "{room}" },
  ar: { days, moved: "من {room}" },
});

test("plurals are chosen and what is filled in is isolated", () => {
  expect(say("en", "days", { count: 1 })).toBe("1 day");
  expect(say("ar", "days", { count: 2 })).toBe("two");
  expect(say("ar", "moved", { room: "A" })).toContain("\u2068A\u2069");
  expect(say("en", "moved", { room: "القاعة" })).toBe("Moved from \u2068القاعة\u2069");
  expect(say("en", "moved")).toBe("Moved from {room}");
});

test("a tag finds the language that is like it", () => {
  expect([language_for("pt-CV"), language_for("AR"), language_for("ka")]).toEqual(["pt", "ar", undefined]);
});
