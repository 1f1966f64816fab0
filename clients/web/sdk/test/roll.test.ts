import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { RollOrder } from "../gen/dais/v1/declaration_pb.ts";
import { EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
import { LocalTextSchema } from "../gen/dais/v1/text_pb.ts";
import type { DeclarationView } from "../src/institution_views.ts";
import { in_roll_order, is_open, roll_counts, roll_language } from "../src/roll.ts";
import type { Texts } from "../src/views.ts";
import { roll_line, supporters } from "./dublin.ts";

const { PROTOCOL, ALPHABETICAL, SIGNING } = RollOrder;

/** "en:M fr:É" as letters drawn. */
const drawn = (letters: string): Texts =>
  letters.split(" ").filter(Boolean).map((one) => {
    const [language, text] = one.split(":");
    return create(LocalTextSchema, { language, text });
  });

const ordered = (language: string, roll_order: RollOrder, letters = ""): string =>
  in_roll_order(supporters(), { roll_order, first_letter: drawn(letters) }, language)
    .map(({ party }) => (party.code === "" ? "AU" : party.code))
    .join(" ");

describe("the Dublin Declaration's 31 in the order of protocol: States by name, then the organisation", () => {
  test.each([
    // Moldova is “Republic of …” everywhere, and stands with R.
    ["en", "ARM BGD CPV COL EGY SLV FJI FRA GEO DEU IND IRL JAM KEN LSO MUS MEX MNE MOZ NGA PER PHL PRT MDA SEN SLE SOM SDN TUR URY AU"],
    // Allemagne, …, Égypte with E, …, Maurice before Mexique, République de Moldova, Sénégal, …, Soudan.
    ["fr", "DEU ARM BGD CPV COL EGY SLV FJI FRA GEO IND IRL JAM KEN LSO MUS MEX MNE MOZ NGA PER PHL PRT MDA SEN SLE SOM SDN TUR URY AU"],
    // Filipinas with F.
    ["es", "DEU ARM BGD CPV COL EGY SLV FJI PHL FRA GEO IND IRL JAM KEN LSO MUS MEX MNE MOZ NGA PER PRT MDA SEN SLE SOM SDN TUR URY AU"],
    // Índia with I, Moçambique before Montenegro, Quénia with Q.
    ["pt", "DEU ARM BGD CPV COL EGY SLV FJI PHL FRA GEO IND IRL JAM LSO MUS MEX MOZ MNE NGA PER PRT KEN MDA SEN SLE SOM SDN TUR URY AU"],
    // Without the article: al-Burtughal with ba, al-Jabal al-Aswad with jim, al-Hind with ha, the last.
    ["ar", "IRL ARM DEU URY PRT BGD PER TUR JAM MNE MDA GEO SLV SEN SDN SLE SOM FRA PHL FJI CPV COL KEN LSO EGY MEX MUS MOZ NGA IND AU"],
  ])("%s", (language, expected) => {
    expect(ordered(language, PROTOCOL)).toBe(expected);
  });
});

describe("all of them by name: the African Union stands among the States", () => {
  test.each([
    ["en", "AU ARM BGD", "TUR URY"],
    ["fr", "DEU ARM BGD", "TUR AU URY"],
    ["es", "DEU ARM BGD", "TUR AU URY"],
    ["pt", "DEU ARM BGD", "TUR AU URY"],
    ["ar", "IRL AU ARM DEU", "NGA IND"],
  ])("%s", (language, first, last) => {
    const order = ordered(language, ALPHABETICAL);
    expect(order.slice(0, first.length)).toBe(first);
    expect(order.slice(-last.length)).toBe(last);
  });
});

describe("from the letter that was drawn", () => {
  test.each([
    ["en", PROTOCOL, "en:M", "MUS MEX MNE", "KEN LSO AU"],
    ["en", PROTOCOL, "en:m", "MUS MEX MNE", "KEN LSO AU"],
    // Nobody has O: from the first after it, Peru.
    ["en", PROTOCOL, "en:O", "PER PHL PRT", "MOZ NGA AU"],
    // Nobody is at or after Z: as without a letter.
    ["en", PROTOCOL, "en:Z", "ARM BGD CPV", "TUR URY AU"],
    ["en", ALPHABETICAL, "en:U", "URY AU ARM", "SDN TUR"],
    ["en", ALPHABETICAL, "en:B", "BGD CPV COL", "URY AU ARM"],
    ["fr", PROTOCOL, "fr:E", "EGY SLV FJI", "CPV COL AU"],
    ["fr", PROTOCOL, "fr:É", "EGY SLV FJI", "CPV COL AU"],
    ["es", PROTOCOL, "es:F", "FJI PHL FRA", "EGY SLV AU"],
    ["pt", PROTOCOL, "pt:Q", "KEN MDA SEN", "PER PRT AU"],
    ["pt-CV", PROTOCOL, "pt:Q", "KEN MDA SEN", "PER PRT AU"],
    // A region may draw for itself.
    ["pt-CV", PROTOCOL, "pt:Q pt-CV:S", "SEN SLE SOM", "KEN MDA AU"],
    // Mim: Misr, then al-Maksik.
    ["ar", PROTOCOL, "ar:م", "EGY MEX MUS", "KEN LSO AU"],
    ["ar", PROTOCOL, "ar:ب", "PRT BGD PER", "DEU URY AU"],
    // Alif is one letter, with hamza, with madda or bare.
    ["ar", PROTOCOL, "ar:ا", "IRL ARM DEU", "NGA IND AU"],
    ["ar", ALPHABETICAL, "ar:أ", "IRL AU ARM", "NGA IND"],
    // What was drawn for another language says nothing of this one.
    ["fr", PROTOCOL, "en:M ar:م", "DEU ARM BGD", "TUR URY AU"],
    // And nothing of the order in which they signed.
    ["en", SIGNING, "en:M", "AU ARM BGD CPV COL EGY", "TUR URY"],
  ])("%s %i %s", (language, order, letters, first, last) => {
    const all = ordered(language, order, letters);
    expect(all.slice(0, first.length)).toBe(first);
    expect(all.slice(-last.length)).toBe(last);
    expect(all.split(" ")).toHaveLength(31);
  });
});

test("organisations begin with the letter as well", () => {
  const lines = ["GEO", "african-union", "commonwealth", "international-organization-for-migration"].map((id) => roll_line(id));
  const named = lines.map((line) =>
    line.party.name.length > 0 ? line : { ...line, party: { ...line.party, name: drawn("en:Commonwealth") } },
  );
  const order = in_roll_order(named, { roll_order: PROTOCOL, first_letter: drawn("en:C") }, "en").map(({ id }) => id);
  expect(order[0]).toBe("GEO");
  expect(order.at(-1)).toBe("african-union");
});

test("as they signed; whoever has not comes after, in the order in which they said they would", () => {
  const lines = [
    roll_line("GEO", { order: 0, status: EndorsementStatus.ANNOUNCED, announced_at_ms: 20 }),
    roll_line("CPV", { order: 2 }),
    roll_line("IRL", { order: 0, status: EndorsementStatus.CREDENTIALS_CHECKED, announced_at_ms: 10 }),
    roll_line("ARM", { order: 1 }),
  ];
  const order = in_roll_order(lines, { roll_order: SIGNING, first_letter: [] }, "en").map(({ id }) => id);
  expect(order).toEqual(["ARM", "CPV", "IRL", "GEO"]);
  expect(lines.map(({ id }) => id)).toEqual(["GEO", "CPV", "IRL", "ARM"]);
});

describe("the count", () => {
  test("30 States and 1 organisation have signed the Dublin Declaration", () => {
    const none = { announced: 0, checked: 0, withdrawn: 0 };
    expect(roll_counts(supporters())).toEqual({ states: { ...none, signed: 30 }, organisations: { ...none, signed: 1 } });
  });

  test("each is counted once, under where it stands now", () => {
    const lines = [
      roll_line("GEO", { status: EndorsementStatus.ANNOUNCED }),
      roll_line("IRL", { status: EndorsementStatus.CREDENTIALS_CHECKED }),
      roll_line("CPV"),
      roll_line("ARM", { status: EndorsementStatus.WITHDRAWN }),
      roll_line("african-union", { status: EndorsementStatus.ANNOUNCED }),
    ];
    expect(roll_counts(lines)).toEqual({
      states: { announced: 1, checked: 1, signed: 1, withdrawn: 1 },
      organisations: { announced: 1, checked: 0, signed: 0, withdrawn: 0 },
    });
    expect(roll_counts([])).toMatchObject({ states: { signed: 0 }, organisations: { signed: 0 } });
  });
});

test("names are in the first of the reader's languages in which there are any", () => {
  expect(roll_language(supporters(), ["de", "fr", "en"])).toBe("fr");
  expect(roll_language(supporters(), ["pt-CV"])).toBe("pt-CV");
  expect(roll_language(supporters(), ["de"])).toBe("de");
  expect(roll_language([], [])).toBe("en");
});

describe("open for endorsement", () => {
  const declaration = (opened_at_ms?: number, closes_at_ms?: number): DeclarationView =>
    ({ opened_at_ms, closes_at_ms }) as DeclarationView;

  test.each([
    ["never opened", declaration(), 5, false],
    ["not yet", declaration(10), 9, false],
    ["from that instant on", declaration(10), 10, true],
    ["until just before it closes", declaration(10, 20), 19, true],
    ["and no longer, whoever is cut off", declaration(10, 20), 20, false],
  ])("%s", (_, of, at_ms, expected) => {
    expect(is_open(of, at_ms)).toBe(expected);
  });
});
