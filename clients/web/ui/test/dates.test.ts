import { expect, test } from "vitest";
import { days_words } from "../src/dates.ts";

test.each([
  ["en", "2022-04-01 2022-04-04 2022-04-05", "1 and 4–5 April 2022"],
  ["fr", "2022-04-01 2022-04-04 2022-04-05", "1 et 4–5 avril 2022"],
  ["es", "2022-04-01 2022-04-03 2022-04-05", "1, 3 y 5 de abril de 2022"],
  ["pt", "2022-04-01 2022-04-04", "1 e 4 de abril de 2022"],
  ["ar", "2022-04-01 2022-04-04", "1 و4 أبريل 2022"],
  ["en", "2024-09-12 2024-09-13", "12–13 September 2024"],
  ["en", "2024-09-12", "12 September 2024"],
  ["en", "2024-09-30 2024-10-01", "30 September 2024 and 1 October 2024"],
  ["en", "", ""],
] as const)("%s: %s", (language, days, expected) => {
  expect(days_words(language, days.split(" ").filter(Boolean)).replace(/\s/g, " ")).toBe(expected);
});
