import { AnnouncementPriority, SessionStatus } from "@dais/sdk";
import { expect, test } from "vitest";
import { busy_rooms, calm, hall_lines, in_room } from "../src/scenes/hall_words.ts";
import { announcement, at, planned, progress, stage_of, text } from "./stage_for_tests.ts";

const day = [
  planned("s1", "Opening", "r1", 9, 10),
  planned("s2", "Climate", "r1", 10.5, 12),
  planned("s3", "Mentors", "r2", 11, 12),
  planned("s4", "Coffee", "", 10, 10.5),
  planned("s5", "Closing", "r1", 33, 34),
];

test("each room says what is on and what comes, in the order of the rooms", () => {
  const { stage, reader } = stage_of(at(9, 20), day);
  expect(hall_lines(stage, reader)).toEqual([
    "General programme. Next: 10:00–10:30 Coffee",
    "Plenary. Now: 09:00–10:00 Opening. Next: 10:30–12:00 Climate",
    "Sala 2. Next: 11:00–12:00 Mentors",
  ]);
});

test("a sentence says something else when something happens, and not as time goes by", () => {
  const hall = stage_of(at(9, 20), day);
  const before = hall_lines(hall.stage, hall.reader);
  hall.turn_to(at(9, 41));
  expect(hall_lines(hall.stage, hall.reader)).toEqual(before);
  hall.change(progress("s2", { projectedStartMs: BigInt(at(10, 50)), projectedEndMs: BigInt(at(12, 20)) }));
  expect(hall_lines(hall.stage, hall.reader)).toContain(
    "Plenary. Now: 09:00–10:00 Opening. Next: ~10:50–12:20 Climate, 20 min late",
  );
});

test("what is running over says so instead of an end that nobody knows", () => {
  const running = progress("s1", {
    status: SessionStatus.RUNNING,
    actualStartMs: BigInt(at(9)),
    projectedEndMs: BigInt(at(10, 10)),
    endIsLeast: true,
  });
  const { stage, reader } = stage_of(at(10, 5), [...day, running]);
  expect(hall_lines(stage, reader)).toContain(
    "Plenary. Now: 09:00 Opening, In session, Running over. Next: 10:30–12:00 Climate",
  );
});

test("whoever waits for what was moved or cancelled is told", () => {
  const { stage, reader, change } = stage_of(at(10), day);
  change(progress("s3", { room: "r1" }), progress("s2", { status: SessionStatus.CANCELLED }));
  expect(hall_lines(stage, reader)).toContain("Sala 2. 11:00 Mentors, Moved to Plenary");
  expect(hall_lines(stage, reader)).toContain("Plenary. Next: 11:00–12:00 Mentors. 10:30 Climate, Cancelled");
});

test("a room with nothing left today has no place", () => {
  const { stage, turn_to, change } = stage_of(at(9), day);
  expect(busy_rooms(stage).map(({ id }) => id)).toEqual(["r1", "r2"]);
  turn_to(at(12, 1));
  expect(busy_rooms(stage)).toEqual([]);
  change(planned("s6", "Late", "r2", 13, 14));
  expect(busy_rooms(stage).map(({ id }) => id)).toEqual(["r2"]);
});

test("what a room has to say is worked out once a moment", () => {
  const { stage, turn_to } = stage_of(at(9), day);
  const state = in_room(stage, "r1");
  expect(in_room(stage, "r1")).toBe(state);
  turn_to(at(9, 1));
  expect(in_room(stage, "r1")).not.toBe(state);
});

test("before, between and after the days", () => {
  const { stage, reader, turn_to } = stage_of(at(20, 0, 11), day);
  expect(calm(stage, reader)).toMatchObject({
    when: "before",
    headline: "Opens on Thursday 12\u00a0September at 09:00",
    more: ["Sal, 12–13 September 2024"],
    starts_at_ms: at(9),
  });
  turn_to(at(20));
  const between = calm(stage, reader);
  expect(between).toMatchObject({ when: "between", headline: "Today’s programme is over" });
  expect(between.more).toEqual(["Continues on Friday 13\u00a0September at 09:00"]);
  expect(between.next.map(({ id }) => id)).toEqual(["s5"]);
  turn_to(at(20, 0, 13));
  expect(calm(stage, reader)).toMatchObject({ when: "after", headline: "This summit has ended", next: [] });
  expect(hall_lines(stage, reader)).toEqual(["This summit has ended", "Sal, 12–13 September 2024", "Next host: Georgia"]);
});

test("without a programme there is the summit itself", () => {
  const { stage, reader } = stage_of(at(9), [], "", "fr");
  expect(calm(stage, reader)).toMatchObject({ when: "empty", headline: "Sommet" });
});

test("what is pinned or urgent comes with it, and first", () => {
  const said = (id: string, priority: AnnouncementPriority, pinned = false): ReturnType<typeof announcement> =>
    announcement(id, {
      title: [text(`Title ${id}`)],
      body: [text("Take the stairs. The lift is being repaired.")],
      priority,
      pinned,
      publishedAtMs: BigInt(at(8)),
    });
  const { stage, reader } = stage_of(at(9, 20), [
    ...day,
    said("a1", AnnouncementPriority.ROUTINE),
    said("a2", AnnouncementPriority.ROUTINE, true),
    said("a3", AnnouncementPriority.URGENT),
    said("a4", AnnouncementPriority.EMERGENCY),
  ]);
  expect(hall_lines(stage, reader).slice(0, 2)).toEqual(["Title a3 – Take the stairs.", "Title a2 – Take the stairs."]);
});
