import { AdoptionManner, type DeclarationView, EndorsementStatus, type Institutions, type LocalText, PartyKind, type RollLine, RollOrder, VenueTime } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import type { Reader } from "../src/live/reader.svelte.ts";
import { adoption_words, count_words, opening_words } from "@dais/ui/roll_words/said.ts";
import { say } from "../src/messages/messages.ts";
import { lay_out_roll, line_rem } from "../src/roll/layout.ts";
import { has_just_signed, roll_cells, roll_state } from "@dais/ui/roll_state.ts";

const { ANNOUNCED, CREDENTIALS_CHECKED, SIGNED, WITHDRAWN } = EndorsementStatus;
const text = (words: string, language = "en"): LocalText => ({ language, text: words, origin: 1, sourceDigest: new Uint8Array() }) as LocalText;
const venue = new VenueTime(undefined);
const at = (hours: number): number => Date.UTC(2022, 3, 5, hours);
const english: Pick<Reader, "language" | "say"> = { language: "en", say: (key, values) => say("en", key, values) };
const reader = english as unknown as Reader;

function line(name: string, status: EndorsementStatus, more: Partial<RollLine> = {}): RollLine {
  const kind = name.endsWith("Union") ? PartyKind.REGIONAL_ORGANISATION : PartyKind.STATE;
  const party = { id: name, kind, name: [text(name), text(`le ${name}`, "fr")] };
  return { id: name, party, status, order: status === SIGNED ? 1 : 0, announced_at_ms: 0, signed_at_ms: 0, ...more } as RollLine;
}

const declared = (more: Partial<DeclarationView> = {}): DeclarationView =>
  ({ id: "l1", roll_order: RollOrder.PROTOCOL, first_letter: [text("M")], adopted_by: 0, ...more }) as DeclarationView;

const holding = (lines: RollLine[], declaration = declared()): Institutions =>
  ({ declaration: (id: string) => (id === "l1" ? declaration : undefined), roll: () => lines }) as unknown as Institutions;

describe("the state of a roll", () => {
  const lines = [
    line("African Union", SIGNED, { order: 2 }),
    line("Malta", ANNOUNCED),
    line("Ghana", SIGNED, { order: 7 }),
    line("Chad", WITHDRAWN, { order: 9 }),
    line("Peru", CREDENTIALS_CHECKED),
  ];
  const names = (all: readonly RollLine[]): string[] => all.map(({ id }) => id);

  test("who has withdrawn stands apart and is counted no more, nor is their place in the order of signing", () => {
    const roll = roll_state(holding(lines), "l1", ["en"])!;
    expect(names(roll.lines)).toEqual(["Malta", "Peru", "Ghana", "African Union"]);
    expect(names(roll.withdrawn)).toEqual(["Chad"]);
    expect(roll).toMatchObject({ states: 1, organisations: 1, announced: 2, latest: { id: "Ghana" }, letter: "M", language: "en", apart: true });
  });

  test("the letter is that of the language in which names are shown", () => {
    expect(roll_state(holding(lines), "l1", ["de", "fr", "en"])).toMatchObject({ language: "fr", letter: "" });
  });

  test("in the order of signing there is no letter, and nobody stands apart", () => {
    const roll = roll_state(holding(lines, declared({ roll_order: RollOrder.SIGNING })), "l1", ["en"])!;
    expect(roll).toMatchObject({ language: "", letter: "", apart: false });
    expect(names(roll.lines).slice(0, 2)).toEqual(["African Union", "Ghana"]);
  });

  test("nobody yet, and no such declaration", () => {
    expect(roll_state(holding([]), "l1", ["en"])).toMatchObject({ lines: [], states: 0, latest: undefined, apart: false });
    expect(roll_state(holding([]), "l2", ["en"])).toBeUndefined();
  });

  test("on a wall each part has its heading, where there are two", () => {
    const roll = roll_state(holding(lines), "l1", ["en"])!;
    const told = roll_cells(roll).map((cell) => ("heading" in cell ? cell.heading : cell.line.id));
    expect(told).toEqual(["states", "Malta", "Peru", "Ghana", "organisations", "African Union"]);
    expect(roll_cells({ lines: roll.lines, apart: false })).toHaveLength(4);
  });
});

describe("it has just signed", () => {
  test.each([
    ["a moment ago", line("Ghana", SIGNED, { signed_at_ms: 1000 }), 60_999, 1, true],
    ["a minute ago, and no more", line("Ghana", SIGNED, { signed_at_ms: 1000 }), 61_000, 1, false],
    ["a minute of a played day is shorter", line("Ghana", SIGNED, { signed_at_ms: 1000 }), 601_000, 60, true],
    ["it has only said that it will", line("Ghana", ANNOUNCED, { announced_at_ms: 1000 }), 1000, 1, false],
    ["by a clock that is not there yet", line("Ghana", SIGNED, { signed_at_ms: 500_000 }), 1000, 1, false],
  ])("%s", (_, one, now_ms, rate, expected) => {
    expect(has_just_signed(one, now_ms, rate)).toBe(expected);
  });
});

describe("a roll on a wall", () => {
  // A wall of 1920 × 1080 has some 83 × 27 rem for it.
  test.each([
    [1, 1.9, 1],
    [33, 1.35, 1],
    [60, 1, 1],
    [196, 0.9, 3],
  ])("of %i is as large as %f of its letters, on %i pages", (lines, scale, pages) => {
    expect(lay_out_roll(lines, 83, 27)).toMatchObject({ scale, pages });
  });

  test.each([0, 1, 5, 33, 60, 100, 196, 1000])("of %i shows everybody, and nobody is cut off", (lines) => {
    for (const [width, height] of [[83, 27], [40, 12], [20, 60], [0, 0]] as const) {
      const { columns, rows, pages, per_page, scale } = lay_out_roll(lines, width, height);
      expect(columns * rows).toBeGreaterThanOrEqual(per_page);
      expect(per_page * pages).toBeGreaterThanOrEqual(lines);
      if (columns > 1) expect(columns * line_rem.width * scale).toBeLessThanOrEqual(width);
      if (rows > 1) expect(rows * line_rem.height * scale).toBeLessThanOrEqual(height);
    }
  });
});

describe("in words", () => {
  test.each([
    [30, 1, "30 States · 1 organisation"],
    [1, 0, "1 State"],
    [0, 2, "2 organisations"],
    [0, 0, "0 States"],
  ])("%i and %i", (states, organisations, expected) => {
    expect(count_words(reader, states, organisations)).toBe(expected);
  });

  test.each([
    [declared(), "Not adopted yet"],
    [declared({ adopted_at_ms: at(23), adopted_by: AdoptionManner.CONSENSUS }), "Adopted by consensus on 5 April 2022"],
    [
      declared({ adopted_at_ms: at(1), adopted_by: AdoptionManner.SHOW_OF_HANDS, count: { in_favour: 30, against: 0, abstaining: 1 } }),
      "Adopted by show of hands on 5 April 2022: 30 in favour, 0 against, 1 abstaining",
    ],
    [declared({ adopted_at_ms: at(1), adopted_by: 99 as AdoptionManner }), "Adopted on 5 April 2022"],
  ])("%#: adopted", (declaration, expected) => {
    expect(adoption_words(reader, venue, declaration)).toBe(expected);
  });

  test.each([
    ["never opened", declared(), ""],
    ["not yet", declared({ opened_at_ms: at(13) }), ""],
    ["open", declared({ opened_at_ms: at(9) }), "Open for endorsement"],
    ["until today", declared({ opened_at_ms: at(9), closes_at_ms: at(18) }), "Open for endorsement until 18:00"],
    ["until another day", declared({ opened_at_ms: at(9), closes_at_ms: at(42) }), "Open for endorsement until Wed 6 Apr 18:00"],
    ["closed by the clock", declared({ opened_at_ms: at(9), closes_at_ms: at(12) }), "Closed for endorsement"],
  ])("%s", (_, declaration, expected) => {
    expect(opening_words(reader, venue, declaration, at(12)).replace(",", "")).toBe(expected);
  });
});
