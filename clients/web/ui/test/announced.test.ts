import { AnnouncementPriority, type AnnouncementView } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import { all_shown, correction_of, corrected_of, places_of, type Shown, shown_on_wall } from "../src/announced.ts";
import type { Said, Source } from "../src/board.svelte.ts";

const { ROUTINE, IMPORTANT, URGENT, EMERGENCY } = AnnouncementPriority;
const source_of = (name: string): Source => ({ log: { name } }) as unknown as Source;
const [summit, series] = [source_of("gdpa"), source_of("gds")];

function said(id: string, more: Partial<AnnouncementView> = {}, source = summit): Said {
  const none = { priority: ROUTINE, pinned: false, corrects: "", corrected_by: "" };
  return { key: `${source.log.name}-${id}`, source, announcement: { id, ...none, ...more } as AnnouncementView };
}

const ids = (all: Shown): string[] =>
  [all.emergencies, all.pinned_urgent, all.pinned, all.urgent, all.calm].map((part) => part.map(({ one }) => one.announcement.id).join(" "));

test("each stands in one place, and one after the other they are the order in which they came", () => {
  const all = [
    said("a1", { priority: EMERGENCY }),
    said("a2", { priority: URGENT, pinned: true }),
    said("a3", { pinned: true }),
    said("a4", { priority: URGENT }),
    said("a5", { priority: IMPORTANT }),
    said("a6"),
  ];
  expect(Object.values(places_of(all)).flat()).toEqual(all);
  expect(ids(all_shown(all))).toEqual(["a1", "a2", "a3", "a4", "a5 a6"]);
});

test("a pinned emergency is an emergency", () => {
  expect(ids(all_shown([said("a1", { priority: EMERGENCY, pinned: true })]))).toEqual(["a1", "", "", "", ""]);
});

describe("on a wall", () => {
  const urgent = ["a1", "a2", "a3"].map((id) => said(id, { priority: URGENT }));
  const calm = ["a4", "a5"].map((id) => said(id));
  const pinned = ["a6", "a7"].map((id) => said(id, { pinned: true }));

  test.each([
    ["an emergency stands alone", [said("a9", { priority: EMERGENCY }), ...pinned, ...urgent, ...calm], 0, ["a9", "", "", "", ""]],
    ["of many urgent ones two, in turns", urgent, 0, ["", "", "", "a1 a2", ""]],
    ["and then the rest", urgent, 1, ["", "", "", "a3", ""]],
    ["what is calm takes turns", calm, 1, ["", "", "", "", "a5"]],
    ["and waits while anything is urgent", [...urgent, ...calm], 0, ["", "", "", "a1 a2", ""]],
    ["or pinned", [...pinned, ...calm], 1, ["", "", "a7", "", ""]],
    ["one pinned beside what is urgent", [...pinned, ...urgent], 0, ["", "", "a6", "a1 a2", ""]],
    ["pinned and urgent is pinned", [said("a8", { pinned: true, priority: URGENT }), ...pinned], 0, ["", "a8", "", "", ""]],
    ["what was corrected gives way to its correction", [said("a4", { corrected_by: "a5" }), said("a5", { corrects: "a4" })], 0, ["", "", "", "", "a5"]],
    ["and stands where that is not to be seen", [said("a4", { corrected_by: "a5" })], 0, ["", "", "", "", "a4"]],
    ["nothing", [], 3, ["", "", "", "", ""]],
  ])("%s", (_, all, turn_no, expected) => {
    expect(ids(shown_on_wall(all, turn_no))).toEqual(expected);
  });
});

test("a correction is looked for in the log of what it corrects: ids of another are not its own", () => {
  const old = said("a1", { corrected_by: "a2" });
  const stranger = said("a2", { corrects: "a1" }, series);
  expect(correction_of(old, [stranger])).toBeUndefined();
  expect(corrected_of(stranger, [old])).toBeUndefined();
  const correction = said("a2", { corrects: "a1" });
  expect(correction_of(old, [stranger, correction])).toBe(correction);
  expect(corrected_of(correction, [stranger, old])).toBe(old);
});
