import { AdoptionManner, type DeclarationView, EndorsementStatus, type LocalText, PartyKind, pick_text, type RollLine, RollOrder, VenueTime } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import type { RollCell } from "@dais/ui/roll_state.ts";
import type { ScreenReader } from "../src/live/screen_reader.svelte.ts";
import type { Stage } from "../src/live/stage.svelte.ts";
import { say } from "../src/messages/messages.ts";
import { lay_out_roll, placed_roll } from "../src/scenes/roll_layout.ts";
import { adoption_words, counts, opening_words } from "@dais/ui/roll_words/said.ts";
import { declared_on, roll_lines } from "../src/scenes/roll_words.ts";

const { ANNOUNCED, SIGNED, WITHDRAWN } = EndorsementStatus;
const text = (words: string, language = "en"): LocalText => ({ language, text: words, origin: 1, sourceDigest: new Uint8Array() }) as LocalText;
const venue = new VenueTime(undefined);
const at = (hours: number): number => Date.UTC(2022, 3, 5, hours);
const english: Pick<ScreenReader, "language" | "chain" | "say" | "pick"> = {
  language: "en",
  chain: ["en"],
  say: (key, values) => say("en", key, values),
  pick: (texts) => pick_text(texts, ["en"]),
};
const reader = english as unknown as ScreenReader;

const declared = (id: string, more: Partial<DeclarationView> = {}): DeclarationView =>
  ({ id, title: [text(id)], symbol: "", roll_order: RollOrder.PROTOCOL, first_letter: [], adopted_by: 0, ...more }) as DeclarationView;

function line(name: string, status: EndorsementStatus, more: Partial<RollLine> = {}): RollLine {
  const party = { id: name, kind: name.endsWith("Union") ? PartyKind.REGIONAL_ORGANISATION : PartyKind.STATE, name: [text(name)] };
  return { id: name, party, status, order: status === SIGNED ? 1 : 0, announced_at_ms: 0, signed_at_ms: at(16), ...more } as RollLine;
}

function stage_of(declarations: readonly DeclarationView[], lines: readonly RollLine[] = [], asked = "", now_ms = at(18)): Stage {
  const institutions = {
    venue,
    declarations: () => declarations,
    declaration: (id: string) => declarations.find((one) => one.id === id),
    roll: () => lines,
  };
  const board = { sources: [{ institutions: { declarations: () => [] } }, { institutions }], now_of: () => now_ms, rate: 1 };
  return { board, scene: { declaration: asked } } as unknown as Stage;
}

describe("which declaration", () => {
  const all = [
    declared("Sal", { adopted_at_ms: at(2), opened_at_ms: at(3) }),
    declared("Dublin", { adopted_at_ms: at(1), opened_at_ms: at(4), closes_at_ms: at(17) }),
    declared("Tbilisi"),
  ];
  const shown = (stage: Stage): string | undefined => declared_on(stage)?.declaration.id;

  test("the one that was asked for, and no other in its place", () => {
    expect(shown(stage_of(all, [], "Tbilisi"))).toBe("Tbilisi");
    expect(shown(stage_of(all, [], "Paris"))).toBeUndefined();
  });

  test("else the one that is open, of several the one that was opened last", () => {
    expect(shown(stage_of(all, [], "", at(10)))).toBe("Dublin");
    expect(shown(stage_of(all, [], "", at(18)))).toBe("Sal");
  });

  test("else the one that was adopted last, else none", () => {
    expect(shown(stage_of(all, [], "", at(0)))).toBe("Sal");
    expect(shown(stage_of(all.slice(2)))).toBeUndefined();
  });
});

test("states and organisations are counted apart, and one of them alone is not said of the other", () => {
  expect(counts(reader, { states: 30, organisations: 1 })).toEqual(["30 States", "1 organisation"]);
  expect(counts(reader, { states: 0, organisations: 2 })).toEqual(["2 organisations"]);
  expect(counts(reader, { states: 0, organisations: 0 })).toEqual(["0 States"]);
});

test("how it was adopted, and whether it may be endorsed", () => {
  const hands = { adopted_at_ms: at(1), adopted_by: AdoptionManner.SHOW_OF_HANDS, count: { in_favour: 40, against: 1, abstaining: 2 } };
  expect(adoption_words(reader, venue, declared("x", hands))).toBe("Adopted by show of hands on 5 April 2022: 40 in favour, 1 against, 2 abstaining");
  expect(adoption_words(reader, venue, declared("x"))).toBe("Not adopted yet");
  expect(opening_words(reader, venue, declared("x"), at(1))).toBe("");
  expect(opening_words(reader, venue, declared("x", { opened_at_ms: at(1) }), at(2))).toBe("Open for endorsement");
  const until = declared("x", { opened_at_ms: at(1), closes_at_ms: at(17) });
  expect(opening_words(reader, venue, until, at(2))).toBe("Open for endorsement until 17:00");
  expect(opening_words(reader, venue, until, at(17))).toBe("Closed for endorsement");
});

test("those who listen hear who has just signed, how many they are, and who", () => {
  const roll = [line("Malta", ANNOUNCED), line("Ghana", SIGNED), line("African Union", SIGNED, { order: 2, signed_at_ms: at(18) - 5_000 }), line("Chad", WITHDRAWN)];
  expect(roll_lines(stage_of([declared("Dublin", { adopted_at_ms: at(1), opened_at_ms: at(1) })], roll), reader)).toEqual([
    "Dublin",
    "Adopted on 5 April 2022",
    "Open for endorsement",
    "African Union has signed",
    "1 State, 1 organisation",
    "Ghana, Malta, African Union",
    "Withdrawn: Chad",
  ]);
  expect(roll_lines(stage_of([]), reader)).toEqual(["There is no declaration to endorse at the moment."]);
});

describe("on the glass", () => {
  const cells = (count: number): RollCell[] => Array.from({ length: count }, (_, index) => ({ line: { id: String(index) } as RollLine }));

  test("a few are large, and all have their place", () => {
    for (const count of [1, 2, 7, 31, 60]) {
      const { size, columns, rows, pages, per_page } = lay_out_roll(count, 76, 23, 1.15);
      expect(columns * rows, String(count)).toBeGreaterThanOrEqual(per_page);
      expect(pages * per_page, String(count)).toBeGreaterThanOrEqual(count);
      expect(size).toBeGreaterThanOrEqual(1.15);
    }
    expect(lay_out_roll(3, 76, 23, 1.15).size).toBeGreaterThan(2);
  });

  test("many come on pages, as even as they can be, in letters that can be read", () => {
    const { size, pages, per_page } = lay_out_roll(195, 76, 23, 1.15);
    expect(size).toBeGreaterThanOrEqual(1.15);
    expect(pages).toBeGreaterThan(1);
    expect(per_page).toBe(Math.ceil(195 / pages));
  });

  test("before it is measured, and on glass of no size, it still ends", () => {
    expect(lay_out_roll(195, 0, 0, 1)).toMatchObject({ per_page: 1 });
    expect(lay_out_roll(0, 76, 23, 1)).toMatchObject({ pages: 1 });
  });

  test("no heading stands at the foot of a column", () => {
    for (let states = 1; states < 80; states += 1) {
      const all: RollCell[] = [{ heading: "states" }, ...cells(states), { heading: "organisations" }, { line: { id: "last" } as RollLine }];
      const { layout, placed } = placed_roll(all, 76, 23, 1.15);
      expect(placed.filter((cell) => !("gap" in cell))).toEqual(all);
      placed.forEach((cell, index) => {
        if (!("heading" in cell) || layout.rows === 1) return;
        const place = index % layout.per_page;
        expect(place % layout.rows, `${states} states`).not.toBe(layout.rows - 1);
        expect(place, `${states} states`).not.toBe(layout.per_page - 1);
      });
    }
  });
});
