import { AnnouncementPriority, type SceneView } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import type { Language } from "@dais/ui/messages.ts";
import { takes_all } from "../src/live/emergencies.ts";
import {
  announcement_lines,
  announcements_of,
  emergencies_of,
  emergency_elsewhere,
  emergency_lines,
  paragraphs,
  told,
  turn_in_languages,
} from "../src/scenes/announcement_words.ts";
import { announcement, at, type Staged, stage_of, text } from "./stage_for_tests.ts";

type Entry = ReturnType<typeof announcement>;
const { EMERGENCY, URGENT } = AnnouncementPriority;
const ms = (hours: number, minutes = 0): bigint => BigInt(at(hours, minutes));

function said(id: string, title: string, more: object = {}): Entry {
  return announcement(id, { title: [text(title)], publishedAtMs: ms(9), ...more });
}

// As of 10:00 on the first day.
function stage_with(entries: readonly Entry[], scene: Partial<SceneView> = {}, languages = ["en", "fr"], language: Language = "en"): Staged {
  const set = stage_of(at(10), entries, "", language);
  const { stage } = set;
  const clock = { now: () => stage.board.now_ms };
  const source = { log: { name: "gdpa-2024", clock }, programme: stage.board.programme };
  const standing = stage.board.programme.announcements(stage.board.now_ms).map((one) => ({ key: one.id, announcement: one, source }));
  const board = Object.defineProperty(stage.board, "said", { value: standing });
  Object.assign(stage, { board, languages, scene: { announcement: "", note: [], ...scene }, emergencies: stage.board.said.filter(takes_all) });
  return set;
}
const ids = (all: ReturnType<typeof announcements_of>): string => all.map(({ key }) => key).join(" ");

describe("what the scene is of", () => {
  const corrected = [said("a1", "Bus at 16:00", { correctedBy: "a2" }), said("a2", "Bus at 15:30", { corrects: "a1", publishedAtMs: ms(9, 30) })];

  test("all that stands, in its order, but for what was corrected", () => {
    const { stage } = stage_with([said("a3", "Lunch"), said("a4", "Leave the hall", { priority: URGENT }), ...corrected]);
    expect(ids(announcements_of(stage))).toBe("a4 a2 a3");
  });

  test("the one that was asked for, or what corrects it", () => {
    const all = [said("a3", "Lunch"), ...corrected];
    expect(ids(announcements_of(stage_with(all, { announcement: "a3" }).stage))).toBe("a3");
    expect(ids(announcements_of(stage_with(all, { announcement: "a1" }).stage))).toBe("a2");
    expect(ids(announcements_of(stage_with(all, { announcement: "a9" }).stage))).toBe("");
  });

  test("an emergency has every screen to itself, and its notice too, for a while", () => {
    const over = { priority: EMERGENCY, killNotice: [text("All clear")] };
    const { stage } = stage_with([
      said("a1", "Lunch"),
      said("a2", "Storm", { priority: EMERGENCY }),
      said("a3", "Fire", { ...over, withdrawnAtMs: ms(9, 55) }),
      said("a4", "Smoke", { ...over, withdrawnAtMs: ms(9, 40) }),
    ]);
    expect(ids(emergencies_of(stage))).toBe("a2 a3");
    expect(ids(announcements_of(stage))).toBe("a4 a1");
  });
});

test("it is told in the language in which all of it is ready, and says since when", () => {
  const half = said("a1", "Lunch", { title: [text("Lunch"), text("Déjeuner", "fr")], body: [text("In the garden")], issuerName: "Secretariat" });
  const { stage, reader } = stage_with([half], {}, ["fr", "en"], "fr");
  const one = told(stage.board.said[0]!, stage, reader);
  expect(one).toMatchObject({ language: "en", level: "notice", since: "Annoncé : 09:00", issuer: "Secretariat", warning: "", corrects: "" });
});

test("what was withdrawn with a notice is that notice", () => {
  const { stage, reader } = stage_with([said("a1", "Figures", { body: [text("31")], withdrawnAtMs: ms(9, 50), killNotice: [text("Wrong figures")] })]);
  expect(told(stage.board.said[0]!, stage, reader)).toMatchObject({ killed: true, warning: "Withdrawn: not to be used", title: [{ text: "Wrong figures" }], body: [] });
  expect(announcement_lines(stage, reader)).toEqual(["Notice: Withdrawn: not to be used – Wrong figures"]);
});

test("those who listen hear each with how much it matters, or that there is none", () => {
  const { stage, reader } = stage_with([
    said("a1", "Lunch", { body: [text("In the garden")] }),
    said("a2", "Leave the hall", { priority: URGENT }),
    said("a3", "Storm", { priority: EMERGENCY }),
  ]);
  expect(announcement_lines(stage, reader)).toEqual(["Urgent: Leave the hall", "Notice: Lunch – In the garden"]);
  expect(emergency_lines(stage, reader)).toEqual(["Emergency: Storm"]);
  const none = stage_with([]);
  expect(announcement_lines(none.stage, none.reader)).toEqual(["There are no announcements at the moment."]);
});

test("an emergency is called one in every language of the screen, each once", () => {
  const { stage, reader } = stage_with([], {}, ["en", "fr", "fr-CA", "ar"]);
  expect(emergency_elsewhere(stage, reader).map(({ language }) => language)).toEqual(["fr", "ar"]);
});

test.each([
  [2, 2],
  [2, 5],
  [3, 2],
  [4, 6],
  [1, 3],
])("of %i emergencies each comes in each of %i languages", (all, languages) => {
  const turns = Array.from({ length: all * languages }, (_, turn_no) => `${turn_in_languages(turn_no, all, languages)} ${turn_no % languages}`);
  expect(new Set(turns).size).toBe(all * languages);
});

test("paragraphs are what stands between line ends", () => {
  expect(paragraphs("One.\n\n Two.\nThree.\n")).toEqual(["One.", "Two.", "Three."]);
  expect(paragraphs("")).toEqual([]);
});
