import { Programme, SessionStatus, type SessionView, VenueTime } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import { window_around } from "../src/parts.ts";
import { minutes_late, minutes_late_told, resumption, status_of } from "../src/status.ts";

const at = (minutes: number): number => Date.UTC(2024, 8, 12, 10) + minutes * 60_000;

function session(id: string, more: Partial<SessionView> = {}): SessionView {
  const times = { planned_starts_at_ms: at(0), planned_ends_at_ms: at(60), starts_at_ms: at(0), ends_at_ms: at(60) };
  return { id, room: "r1", date: "2024-09-12", part_of: "", status: SessionStatus.SCHEDULED, late_by_minutes: 0, ...times, ...more } as SessionView;
}

/** A programme of these sessions, all in rooms where somebody tells what happens. */
function programme_of(...sessions: SessionView[]): Programme {
  const phase_like = {
    venue: new VenueTime(undefined),
    in_room: (room: string) => sessions.filter((one) => one.room === room),
    whole_of: () => undefined,
    is_operated: () => true,
  };
  return Object.create(Programme.prototype, Object.getOwnPropertyDescriptors(phase_like)) as Programme;
}

describe("the word for a session", () => {
  test.each([
    [SessionStatus.RUNNING, "in_session"],
    [SessionStatus.PAUSED, "paused"],
    [SessionStatus.SUSPENDED, "suspended"],
    [SessionStatus.ENDED, "ended"],
    [SessionStatus.CANCELLED, "cancelled"],
    [SessionStatus.POSTPONED, "postponed"],
    [SessionStatus.CALLED, "called"],
    [SessionStatus.SCHEDULED, "due"],
  ])("status %i is %s once its time has come", (status, word) => {
    const one = session("a", { status });
    expect(status_of(programme_of(one), one, at(0.5))).toBe(word);
  });

  test("what nobody has started is told of as such, and how late it is, also when it should long be over", () => {
    const one = session("a");
    expect(status_of(programme_of(one), one, at(1))).toBe("not_started");
    expect(status_of(programme_of(one), one, at(100))).toBe("not_started");
    expect(minutes_late_told(one, "not_started", at(100))).toBe(100);
  });

  test("once a later one has started instead, it is not said to be on its way, nor to be late", () => {
    const one = session("a");
    const later = { planned_starts_at_ms: at(60), starts_at_ms: at(60), starts_basis: "actual" } as const;
    const programme = programme_of(one, session("b", { status: SessionStatus.RUNNING, ...later }));
    expect(status_of(programme, one, at(61))).toBe("unstarted");
    expect(minutes_late_told(session("a", { late_by_minutes: 5 }), "unstarted", at(61))).toBe(0);
  });

  test("when it resumes is told until that time has passed", () => {
    const held = session("a", { resumes_at_ms: at(10) });
    expect([resumption(held, "suspended", at(9)), resumption(held, "paused", at(9))]).toEqual([at(10), at(10)]);
    expect([resumption(held, "suspended", at(10)), resumption(held, "paused", at(10))]).toEqual([undefined, undefined]);
    expect(resumption(session("a"), "suspended", at(5))).toBe("later");
    expect(resumption(session("a"), "paused", at(5))).toBeUndefined();
    expect(resumption(held, "in_session", at(5))).toBeUndefined();
  });

  test("before its time it is called, or nothing is said", () => {
    const called = session("a", { status: SessionStatus.CALLED });
    const scheduled = session("b");
    expect(status_of(programme_of(called), called, at(-5))).toBe("called");
    expect(status_of(programme_of(scheduled), scheduled, at(-5))).toBe("scheduled");
  });

  test("what waits for another in its room is delayed, and late by the clock", () => {
    const running = session("a", { status: SessionStatus.RUNNING, planned_starts_at_ms: at(-60), starts_at_ms: at(-60) });
    const waiting = session("b");
    expect(status_of(programme_of(running, waiting), waiting, at(7))).toBe("delayed");
    expect(minutes_late(waiting, "delayed", at(7))).toBe(7);
  });

  test("what is expected late says how late, and not more before its time has come", () => {
    const late = session("a", { late_by_minutes: 12, starts_at_ms: at(12) });
    expect(minutes_late(late, "scheduled", at(5))).toBe(12);
    expect(minutes_late(late, "due", at(15))).toBe(15);
    expect(minutes_late(session("b"), "scheduled", at(-5))).toBe(0);
  });
});

describe("parts", () => {
  test("all are shown if they fit", () => {
    expect(window_around(["ended", "now", "upcoming"], 3)).toEqual({ first: 0, end: 3 });
  });

  test("else those around the one that is on, or that comes next, or the last", () => {
    const many = (on: number): ("ended" | "now" | "upcoming")[] =>
      Array.from({ length: 9 }, (_, i) => (i < on ? "ended" : i === on ? "now" : "upcoming"));
    expect(window_around(many(4), 3)).toEqual({ first: 3, end: 6 });
    expect(window_around(many(0), 3)).toEqual({ first: 0, end: 3 });
    expect(window_around(many(8), 3)).toEqual({ first: 6, end: 9 });
    expect(window_around(many(99), 3)).toEqual({ first: 6, end: 9 });
    expect(window_around(["ended", "upcoming", "upcoming"], 1)).toEqual({ first: 1, end: 2 });
  });
});
