import { expect, test } from "vitest";
import { take_turns } from "../src/turns.ts";

const shown = (all: string[], most: number, turn_no: number): string[] =>
  take_turns(all, most, turn_no).map(({ one, turn }) => `${one} ${turn}`);

test("what fits is shown whole, and says nothing of turns", () => {
  expect(shown(["a", "b"], 2, 7)).toEqual(["a ", "b "]);
  expect(shown([], 1, 7)).toEqual([]);
});

test("what does not fit takes turns and says which of how many it is", () => {
  expect(shown(["a", "b", "c"], 2, 0)).toEqual(["a 1 / 3", "b 2 / 3"]);
  expect(shown(["a", "b", "c"], 2, 1)).toEqual(["c 3 / 3"]);
  expect(shown(["a", "b", "c"], 2, 2)).toEqual(["a 1 / 3", "b 2 / 3"]);
});
