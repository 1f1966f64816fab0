import { SessionKind, SessionRole, SessionStatus } from "@dais/sdk";
import { expect, test } from "vitest";
import { person } from "../../sdk/test/records_for_tests.ts";
import { at_door, type AtDoor, day_words, door_lines, is_away, language_words, quiet_words } from "../src/scenes/door_words.ts";
import { at, booth, planned, progress, type Staged, stage_of, text } from "./stage_for_tests.ts";

const day = [
  planned("s1", "Opening", "r1", 9, 10),
  planned("s2", "Climate", "r1", 10.5, 12),
  planned("s3", "Mentors", "r2", 9, 12),
  planned("s4", "Health", "r1", 14, 15),
  planned("s5", "Closing", "r1", 33, 34),
];
const told = ({ stage, reader }: Staged): string[] => door_lines(stage, reader).filter((line) => line !== "");
const ids = (at_it: AtDoor): Record<string, string[]> =>
  Object.fromEntries(Object.entries(at_it).map(([key, list]) => [key, (list as AtDoor["now"]).map(({ id }) => id)]));

test("while something is on, the door says that and how the day goes on", () => {
  const { stage } = stage_of(at(9, 20), day, "r1");
  expect(ids(at_door(stage))).toEqual({ now: ["s1"], instead: [], next: [], day: ["s2", "s4"], elsewhere: [] });
});

test("with nothing on it says what comes, and what is on elsewhere", () => {
  const door = stage_of(at(10, 10), day, "r1");
  expect(ids(at_door(door.stage))).toEqual({ now: [], instead: [], next: ["s2"], day: ["s4"], elsewhere: ["s3"] });
  expect(told(door)).toEqual([
    "Plenary",
    "Nothing at the moment",
    "Next: 10:30–12:00 Climate",
    "14:00–15:00 Health",
    "Now elsewhere: Sala 2, Mentors",
  ]);
});

test("whoever comes for what is not held here is told first, from shortly before it was to be", () => {
  const { stage, reader, change, turn_to } = stage_of(at(10, 10), day, "r1");
  change(progress("s2", { room: "r2" }));
  expect(ids(at_door(stage))).toMatchObject({ instead: [], next: ["s4"], day: ["s2"] });
  turn_to(at(10, 20));
  expect(ids(at_door(stage))).toMatchObject({ instead: ["s2"], next: ["s4"], day: [] });
  expect(door_lines(stage, reader)).toContain("10:30 Climate, Moved to Sala 2");
  change(progress("s2", { status: SessionStatus.CANCELLED }));
  expect(door_lines(stage, reader)).toContain("10:30 Climate, Cancelled");
  turn_to(at(12));
  expect(ids(at_door(stage)).instead).toEqual([]);
});

test("what is not held here stands among the rest of the day at its own time", () => {
  const { stage, change } = stage_of(at(9, 20), day, "r1");
  change(progress("s2", { status: SessionStatus.POSTPONED }));
  const { day: rest } = at_door(stage);
  expect(rest.map((one) => [one.id, is_away(one, "r1")])).toEqual([
    ["s2", true],
    ["s4", false],
  ]);
});

test("once the day is over, the room's next day is told", () => {
  const { stage, reader, turn_to } = stage_of(at(16), [...day, planned("s6", "Dinner", "r2", 19, 21)], "r1");
  const here = at_door(stage);
  expect(ids(here)).toMatchObject({ now: [], next: [], day: ["s5"] });
  expect(day_words(stage, reader, here)).toBe("Friday 13 September");
  expect(quiet_words(stage, reader, here)).toEqual({
    over: false,
    headline: "Nothing more today",
    more: "Continues on Friday 13 September at 09:00",
  });
  turn_to(at(22));
  expect(quiet_words(stage, reader, at_door(stage)).headline).toBe("Today’s programme is over");
  turn_to(at(22, 0, 13));
  expect(quiet_words(stage, reader, at_door(stage))).toEqual({ over: true, headline: "This summit has ended", more: "" });
});

test("before the first day it says when it opens here", () => {
  const { stage, reader } = stage_of(at(12, 0, 10), day, "r2");
  expect(quiet_words(stage, reader, at_door(stage))).toMatchObject({ headline: "Opens on Thursday 12 September at 09:00" });
});

test("those who listen hear who takes part, which part is on and in which languages", () => {
  const people = [
    { person: "p1", role: SessionRole.SPEAKER },
    { person: "p2", role: SessionRole.MODERATOR },
  ];
  const door = stage_of(
    at(9, 20),
    [
      person("p1", { name: "Ana Silva", position: [text("Minister of Health")] }),
      person("p2", { name: "João Lima" }),
      planned("s1", "Opening", "r1", 9, 10, { people, kind: SessionKind.PLENARY, languages: ["fr"], interpretationLanguages: ["en", "pt"] }),
      booth("b1", { room: "r1", language: "en", channel: 2 }),
      booth("b2", { room: "r2", language: "pt", channel: 3 }),
      planned("s9", "Welcome", "r1", 9.25, 9.5, { partOf: "s1" }),
    ],
    "r1",
  );
  expect(told(door)).toEqual([
    "Plenary",
    "Now: 09:00–10:00 Opening",
    "Now: 09:15–09:30 Welcome",
    "Ana Silva, Minister of Health; João Lima",
    "Floor: French",
    "Interpretation: English (channel 2), Portuguese",
  ]);
});

test("the summit's own languages are nothing to be told of, unless they are interpreted", () => {
  const { stage, reader } = stage_of(at(9), [planned("s1", "A", "r1", 9, 10, { languages: ["en", "fr"], signLanguages: ["xqz"] })], "r1");
  expect(language_words(stage, reader, at_door(stage).now[0]!)).toEqual(["Sign language: XQZ"]);
});
