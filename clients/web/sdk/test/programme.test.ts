import { beforeEach, describe, expect, test } from "vitest";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { BoothSchema } from "../gen/dais/v1/interpretation_pb.ts";
import { SessionStatus, type SessionProgressSchema, type SessionSchema } from "../gen/dais/v1/session_pb.ts";
import { is_ahead, type Phase } from "../src/phase.ts";
import { Programme } from "../src/programme.ts";
import { Store } from "../src/store.ts";
import { VenueTime } from "../src/venue_time.ts";
import { booth, progress, room, ServerSide, session, snapshot_of, summit, text } from "./records_for_tests.ts";

// Sal, Cabo Verde: UTC − 1. 12 September 2024, 09:00 there.
const nine = Date.UTC(2024, 8, 12, 10);
const minutes = (count: number): number => nine + count * 60_000;
let server: ServerSide;
let programme: Programme;
let store: Store;

const planned = (from: number, to: number): MessageInitShape<typeof SessionSchema>["planned"] => ({
  startsAtMs: BigInt(minutes(from)),
  endsAtMs: BigInt(minutes(to)),
});

function happens(id: string, init: MessageInitShape<typeof SessionProgressSchema>): void {
  store.take_changes(server.change([progress(id, init)]));
}

beforeEach(() => {
  server = new ServerSide();
  server.hold(
    summit({
      name: [text("Summit")],
      zone: "Atlantic/Cape_Verde",
      offsets: [{ sinceMs: 0n, seconds: -3600 }],
      days: [
        { year: 2024, month: 9, day: 12 },
        { year: 2024, month: 9, day: 13 },
      ],
      dayStartMinutes: 240,
    }),
    room("r2", { order: 2 }),
    room("r1", { order: 1 }),
    session("s1", { planned: planned(0, 60), room: "r1" }),
    session("s2", { planned: planned(60, 120), room: "r1" }),
    session("s3", { planned: planned(120, 180), room: "r1" }),
  );
  store = new Store();
  programme = new Programme(store);
  store.take_part(snapshot_of(server));
});

describe("times", () => {
  test("as planned, as expected, as it happened", () => {
    expect(programme.session("s2")).toMatchObject({ starts_at_ms: minutes(60), starts_basis: "planned" });
    happens("s2", { projectedStartMs: BigInt(minutes(72)), projectedEndMs: BigInt(minutes(132)) });
    expect(programme.session("s2")).toMatchObject({
      starts_at_ms: minutes(72),
      starts_basis: "projected",
      ends_at_ms: minutes(132),
      late_by_minutes: 12,
    });
    happens("s2", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(75)) });
    expect(programme.session("s2")).toMatchObject({ starts_at_ms: minutes(75), starts_basis: "actual" });
  });

  test("what starts late and was shortened ends as planned: nothing is moved that the record does not move", () => {
    happens("s2", { projectedStartMs: BigInt(minutes(80)) });
    expect(programme.session("s2")).toMatchObject({ ends_at_ms: minutes(120), ends_basis: "planned" });
    happens("s2", { projectedStartMs: BigInt(minutes(130)) });
    expect(programme.session("s2")).toMatchObject({ starts_at_ms: minutes(130), ends_at_ms: minutes(130) });
  });

  test("an end pushed on by the clock is the least; one that somebody said is not", () => {
    const actualStartMs = BigInt(minutes(0));
    const projectedEndMs = BigInt(minutes(65));
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs, projectedEndMs, endIsLeast: true });
    expect(programme.session("s1")).toMatchObject({ end_is_least: true, overruns: true, ends_at_ms: minutes(65) });
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs, projectedEndMs, endIsSet: true });
    expect(programme.session("s1")).toMatchObject({ end_is_least: false, overruns: true });
  });

  test("what is paused or suspended says since when, and until when if that is known", () => {
    const times = { actualStartMs: BigInt(minutes(0)), heldSinceMs: BigInt(minutes(20)) };
    happens("s1", { status: SessionStatus.SUSPENDED, ...times, resumesAtMs: BigInt(minutes(50)) });
    expect(programme.session("s1")).toMatchObject({ held_since_ms: minutes(20), resumes_at_ms: minutes(50) });
    happens("s1", { status: SessionStatus.PAUSED, ...times });
    expect(programme.session("s1")).toMatchObject({ held_since_ms: minutes(20), resumes_at_ms: undefined });
  });

  test("a running session that is pushed beyond its length overruns", () => {
    const actualStartMs = BigInt(minutes(5));
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs, projectedEndMs: BigInt(minutes(65)) });
    expect(programme.session("s1")?.overruns).toBe(false);
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs, projectedEndMs: BigInt(minutes(70)) });
    expect(programme.session("s1")).toMatchObject({ overruns: true, ends_at_ms: minutes(70) });
  });

  test("a moved session is in its new room and known as moved", () => {
    happens("s2", { room: "r2" });
    expect(programme.session("s2")).toMatchObject({ room: "r2", planned_room: "r1", moved: true });
    expect(programme.in_room("r2").map(({ id }) => id)).toEqual(["s2"]);
  });
});

describe("now and next", () => {
  const now = (at: number): string[] => programme.now("r1", minutes(at)).map(({ id }) => id);
  const next = (at: number): string[] => programme.next("r1", minutes(at), 2).map(({ id }) => id);

  test("a room that nobody operates follows the plan", () => {
    expect([now(-1), now(0), now(60), now(180)]).toEqual([[], ["s1"], ["s2"], []]);
    expect([next(-1), next(30), next(130)]).toEqual([["s1", "s2"], ["s2", "s3"], []]);
  });

  test("an operated room follows what happens: an overrun goes on and what is due waits", () => {
    happens("s1", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(0)) });
    expect(now(70)).toEqual(["s1"]);
    expect(next(70)).toEqual(["s2", "s3"]);
    expect(programme.phase(programme.session("s2")!, minutes(70))).toBe("due");
    expect(next(125)).toEqual(["s2", "s3"]);
  });

  test("what is due is shown when nothing runs", () => {
    const times = { actualStartMs: BigInt(minutes(0)), actualEndMs: BigInt(minutes(55)) };
    happens("s1", { status: SessionStatus.ENDED, ...times });
    expect([now(58), now(61)]).toEqual([[], ["s2"]]);
    expect(programme.phase(programme.session("s2")!, minutes(61))).toBe("due");
  });

  test("what nobody has started waits, however long ago its time was", () => {
    const times = { actualStartMs: BigInt(minutes(0)), actualEndMs: BigInt(minutes(55)) };
    happens("s1", { status: SessionStatus.ENDED, ...times });
    const phase = (id: string, at: number): Phase => programme.phase(programme.session(id)!, minutes(at));
    expect([phase("s2", 121), now(121), next(121)]).toEqual(["due", ["s2"], ["s3"]]);
    expect([phase("s2", 500), now(500), next(500)]).toEqual(["due", ["s2"], ["s3"]]);
    happens("s2", { status: SessionStatus.CANCELLED });
    expect([phase("s2", 500), now(500), next(500)]).toEqual(["cancelled", ["s3"], []]);
  });

  test("until a later one has started in its room", () => {
    const ended = (from: number, to: number): MessageInitShape<typeof SessionProgressSchema> => ({
      status: SessionStatus.ENDED,
      actualStartMs: BigInt(minutes(from)),
      actualEndMs: BigInt(minutes(to)),
    });
    const phase = (at: number): Phase => programme.phase(programme.session("s2")!, minutes(at));
    happens("s1", ended(0, 55));
    happens("s3", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(110)) });
    expect([phase(115), now(115), next(115)]).toEqual(["due", ["s3"], ["s2"]]);
    expect([phase(121), now(121), next(121)]).toEqual(["unstarted", ["s3"], []]);
    happens("s3", ended(110, 170));
    expect([phase(171), now(171), next(171)]).toEqual(["unstarted", [], []]);
    // A later one that had ended before its time came has not taken its turn.
    happens("s3", ended(20, 50));
    expect([phase(171), now(171)]).toEqual(["due", ["s2"]]);
  });

  test("or until the day is over", () => {
    happens("s1", { status: SessionStatus.ENDED, actualStartMs: BigInt(minutes(0)), actualEndMs: BigInt(minutes(55)) });
    const day_ends = programme.venue.day("2024-09-12").ends_at_ms;
    const phase = (at_ms: number): Phase => programme.phase(programme.session("s2")!, at_ms);
    expect([phase(day_ends - 1), phase(day_ends)]).toEqual(["due", "unstarted"]);
    expect(is_ahead("unstarted")).toBe(false);
  });

  test("called is upcoming until its time has come, and then due", () => {
    happens("s1", { status: SessionStatus.CALLED });
    const phase = (at: number): Phase => programme.phase(programme.session("s1")!, minutes(at));
    expect([phase(-5), phase(0), phase(59)]).toEqual(["upcoming", "due", "due"]);
    expect([now(-5), next(-5)]).toEqual([[], ["s1", "s2"]]);
  });

  test("paused is still on, suspended lets another have the room", () => {
    const actualStartMs = BigInt(minutes(0));
    happens("s1", { status: SessionStatus.PAUSED, actualStartMs });
    expect([now(70), next(70)]).toEqual([["s1"], ["s2", "s3"]]);
    happens("s1", { status: SessionStatus.SUSPENDED, actualStartMs });
    expect([now(30), now(70), next(70)]).toEqual([["s1"], ["s1", "s2"], ["s3"]]);
    expect(programme.phase(programme.session("s1")!, minutes(500))).toBe("suspended");
    happens("s2", { status: SessionStatus.RUNNING, actualStartMs: BigInt(minutes(60)) });
    expect([now(70), next(70)]).toEqual([["s2"], ["s1", "s3"]]);
  });

  test("postponed is neither now nor next, and gone from its room", () => {
    happens("s2", { status: SessionStatus.POSTPONED });
    expect([now(70), next(30)]).toEqual([[], ["s3"]]);
    expect(programme.gone_from("r1").map(({ id }) => id)).toEqual(["s2"]);
    expect(is_ahead(programme.phase(programme.session("s2")!, minutes(0)))).toBe(false);
  });

  test("a room that nobody operates follows the plan whatever happens before", () => {
    store.take_changes(server.change([room("r1", { order: 1, unoperated: true })]));
    happens("s1", { status: SessionStatus.ENDED, actualStartMs: BigInt(minutes(0)), actualEndMs: BigInt(minutes(50)) });
    expect([now(61), now(121)]).toEqual([["s2"], ["s3"]]);
    expect(programme.rooms().find(({ id }) => id === "r1")?.unoperated).toBe(true);
  });

  test("cancelled is neither now nor next", () => {
    happens("s2", { status: SessionStatus.CANCELLED });
    expect([now(70), next(30)]).toEqual([[], ["s3"]]);
  });

  test("one change makes one view anew", () => {
    const before = programme.sessions();
    happens("s2", { room: "r2" });
    const after = programme.sessions();
    expect(after.filter((one) => !before.includes(one)).map(({ id }) => id)).toEqual(["s2"]);
  });
});

describe("days", () => {
  test("are the summit's and start when it says", () => {
    expect(programme.days().map(({ date }) => date)).toEqual(["2024-09-12", "2024-09-13"]);
    expect(programme.days()[0]?.starts_at_ms).toBe(Date.UTC(2024, 8, 12, 5));
    expect(programme.venue.date_of(Date.UTC(2024, 8, 13, 4, 59))).toBe("2024-09-12");
  });

  test("a session on no day of the summit makes one", () => {
    const late = { startsAtMs: BigInt(minutes(3 * 1440)), endsAtMs: BigInt(minutes(3 * 1440 + 30)) };
    store.take_changes(server.change([session("s9", { planned: late })]));
    expect(programme.days().map(({ date }) => date)).toContain("2024-09-15");
  });

  test("rooms are in their order", () => {
    expect(programme.rooms().map(({ id }) => id)).toEqual(["r1", "r2"]);
  });

  test("the booths of a room are by channel", () => {
    const of_room = (where: string, language: string, channel: number): MessageInitShape<typeof BoothSchema> => ({ room: where, language, channel });
    store.take_changes(
      server.change([booth("b1", of_room("r1", "fr", 3)), booth("b2", of_room("r1", "ar", 2)), booth("b3", of_room("r2", "pt", 1))]),
    );
    expect(programme.booths("r1").map(({ language, channel }) => `${language} ${channel}`)).toEqual(["ar 2", "fr 3"]);
    expect(programme.booths("r3")).toEqual([]);
  });
});

describe("the venue's clock", () => {
  const brussels = new VenueTime({
    zone: "Europe/Brussels",
    dayStartMinutes: 0,
    offsets: [
      { sinceMs: 0n, seconds: 3600 },
      { sinceMs: BigInt(Date.UTC(2024, 2, 31, 1)), seconds: 7200 },
    ],
  } as never);

  test("reads by the summit's offsets", () => {
    expect(brussels.hours_minutes(Date.UTC(2024, 2, 31, 0, 59))).toBe("01:59");
    expect(brussels.hours_minutes(Date.UTC(2024, 2, 31, 1, 0, 7), true)).toBe("03:00:07");
  });

  test("and is read back", () => {
    expect(brussels.parse_local("2024-03-30T10:30")).toBe(Date.UTC(2024, 2, 30, 9, 30));
    expect(brussels.parse_local("2024-04-01T10:30")).toBe(Date.UTC(2024, 3, 1, 8, 30));
    expect(brussels.parse_local("tomorrow")).toBeUndefined();
    expect(brussels.parse_local("2024-09-31T10:30")).toBeUndefined();
    expect(brussels.parse_local("2024-09-12T24:30")).toBeUndefined();
  });
});
