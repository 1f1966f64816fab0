import { type Asked, type Floors, type FloorView, type ListedView, type LocalText, type ProposalView, RequestKind, RequestStatus, SessionStatus, type SessionView, type TurnView } from "@dais/sdk";
import { describe, expect, test } from "vitest";
import { clock_text, floor_state, inscription, shown_time, turn_clock } from "@dais/ui/floor_state.ts";
import { kind_key, pace_words, speaker_words } from "@dais/ui/floor_said.ts";
import type { Reader } from "../src/live/reader.svelte.ts";
import { say } from "../src/messages/messages.ts";

const text = (words: string): LocalText => ({ language: "en", text: words, origin: 1, sourceDigest: new Uint8Array() }) as LocalText;
const reader = {
  language: "en",
  say: (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say("en", key, values),
  pick: (texts: readonly LocalText[]) => ({ text: texts[0]?.text ?? "" }),
} as unknown as Reader;

const started = 1_000_000;
const rules: FloorView = {
  statement_seconds: 180,
  group_seconds: 0,
  point_of_order_seconds: 60,
  budget_seconds: 0,
  reply_seconds: 0,
  later_reply_seconds: 0,
  changeover_seconds: 10,
  opens_at_ms: undefined,
  closes_at_ms: undefined,
  list_closed_at_ms: undefined,
  quorum: 0,
  present: undefined,
};

function turn(more: Partial<TurnView> = {}): TurnView {
  return { started_at_ms: started, allotted_seconds: 180, spoken_ms: 0, since_ms: undefined, ended_at_ms: undefined, interrupts: "", ruling: 0, ...more };
}

function listed(number: number, more: Partial<Asked["request"]> = {}, of?: TurnView): ListedView {
  const party = `y${number}`;
  const request = { kind: RequestKind.STATEMENT, party, joint_parties: [], rank: 0, group: [], place: 0, allotted_seconds: 0, status: 0, about: "", ...more };
  const known = { id: party, name: [text(`Party ${number}`)], short_name: [] } as unknown as ListedView["party"];
  return { id: `s1@${number}`, request, turn: of, party: known, joint: [], person: undefined, statement: undefined };
}

const holding = (asked: readonly ListedView[], floor = rules, proposals: readonly ProposalView[] = []): Floors =>
  ({ floor: (id: string) => (id === "s1" ? floor : undefined), asked: () => asked, proposals: () => proposals }) as unknown as Floors;

const session = (more: Partial<SessionView> = {}): SessionView =>
  ({ id: "s1", status: SessionStatus.RUNNING, starts_at_ms: started, ...more }) as SessionView;

const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);

describe("the state of a floor", () => {
  const over = turn({ spoken_ms: 150_000, ended_at_ms: started + 150_000 });
  const asked = [
    listed(1, {}, over),
    listed(2, {}, turn({ started_at_ms: started + 200_000, spoken_ms: 20_000 })),
    listed(3, { kind: RequestKind.POINT_OF_ORDER }, turn({ started_at_ms: started + 220_000, since_ms: started + 220_000, allotted_seconds: 60, interrupts: "s1@2" })),
    listed(4),
    listed(5, { status: RequestStatus.SKIPPED }),
  ];
  const now_ms = started + 230_000;

  test("a point of order has the floor, and whom it interrupts is told beside it", () => {
    const state = floor_state(holding(asked), session(), now_ms)!;
    expect(state).toMatchObject({ speaker: { id: "s1@3" }, interrupted: { id: "s1@2" }, is_over: false, spoken_ms: 180_000 });
    expect([ids(state.list.spoken), ids(state.list.absent)]).toEqual([["s1@1"], ["s1@5"]]);
    // Now, a changeover, 50 s of the point of order and 160 s of the statement.
    expect(state.expected).toMatchObject([{ asked: { id: "s1@4" }, starts_at_ms: now_ms + 220_000, seconds: 180 }]);
  });

  test("whoever has spoken longest is the first, with what is left of a budget", () => {
    expect(floor_state(holding(asked), session(), now_ms)!.totals).toMatchObject([
      { id: "y1", spoken_ms: 150_000, left_ms: undefined },
      { id: "y2", spoken_ms: 20_000 },
    ]);
    const with_budget = floor_state(holding(asked, { ...rules, budget_seconds: 100 }), session(), now_ms)!;
    expect(with_budget.totals).toMatchObject([{ id: "y1", left_ms: 0 }, { id: "y2", left_ms: 80_000 }]);
  });

  test("a session without a floor has no state, and one that nobody has asked on is quiet", () => {
    expect(floor_state(holding([]), session({ id: "s2" }), now_ms)).toBeUndefined();
    expect(floor_state(holding([]), session(), now_ms)).toMatchObject({ speaker: undefined, expected: [], totals: [], spoken_ms: 0 });
  });

  test.each([
    ["it runs", session(), now_ms],
    ["it has not begun", session({ status: SessionStatus.SCHEDULED, starts_at_ms: now_ms + 5000 }), now_ms + 5000],
    ["it should have begun", session({ status: SessionStatus.CALLED }), now_ms],
    ["it goes on at a time", session({ status: SessionStatus.SUSPENDED, resumes_at_ms: now_ms + 7000 }), now_ms + 7000],
    ["nobody knows when it goes on", session({ status: SessionStatus.PAUSED, resumes_at_ms: undefined }), undefined],
    ["it has ended", session({ status: SessionStatus.ENDED }), undefined],
    ["it is not held", session({ status: SessionStatus.CANCELLED }), undefined],
  ])("the first is expected when %s", (_, one, expected) => {
    expect(floor_state(holding([listed(4)]), one, now_ms)!.expected[0]?.starts_at_ms).toBe(expected);
  });
});

describe("a turn's clock", () => {
  const running = (allotted_seconds: number): TurnView => turn({ allotted_seconds, since_ms: started });

  test.each([
    ["the beginning", 180, 0, "enough", "3:00"],
    ["part of a second", 180, 400, "enough", "3:00"],
    ["just before it is told", 180, 149_999, "enough", "0:31"],
    ["half a minute before the end", 180, 150_000, "last", "0:30"],
    ["the last moment", 180, 179_600, "last", "0:01"],
    ["the end", 180, 180_000, "over", "+0:00"],
    ["beyond it", 180, 192_700, "over", "+0:12"],
    ["an hour", 7200, 100_000, "enough", "1:58:20"],
    ["no limit", 0, 61_900, "unlimited", "1:01"],
  ])("at %s", (_, allotted, after_ms, pace, shown) => {
    const clock = turn_clock(running(allotted), started + after_ms);
    expect([clock.pace, shown_time(clock), clock.stands]).toEqual([pace, shown, false]);
  });

  test("stands while it is paused, and never says that more than all has passed", () => {
    expect(turn_clock(turn({ spoken_ms: 90_000 }), started + 500_000)).toMatchObject({ stands: true, share: 0.5, left_ms: 90_000 });
    expect(turn_clock(running(10), started + 50_000).share).toBe(1);
  });

  test("counts down by one with every second, whatever part of one it began in", () => {
    const one = turn({ allotted_seconds: 4, since_ms: started + 300 });
    const shown = Array.from({ length: 7 }, (_, second) => shown_time(turn_clock(one, started + second * 1000)));
    expect(shown).toEqual(["0:04", "0:04", "0:03", "0:02", "0:01", "+0:00", "+0:01"]);
  });

  test("says in words what its colour says", () => {
    const words = [100_000, 160_000, 200_000].map((after) => pace_words(reader, turn_clock(running(180), started + after)));
    expect(words).toEqual(["Time left", "Last 30 seconds", "Time is up"]);
    expect(pace_words(reader, turn_clock(running(0), started))).toBe("Time spoken");
  });

  test.each([
    [0, "0:00"],
    [59_999, "0:59"],
    [60_000, "1:00"],
    [3_600_000, "1:00:00"],
    [3_725_000, "1:02:05"],
  ])("%i ms are %s", (ms, shown) => {
    expect(clock_text(ms)).toBe(shown);
  });
});

describe("inscription", () => {
  test.each([
    ["at any time", {}, "open"],
    ["before its time", { opens_at_ms: 11 }, "before"],
    ["in its time", { opens_at_ms: 10, closes_at_ms: 11 }, "open"],
    ["when its time is over", { closes_at_ms: 10 }, "closed"],
    ["once the chair has closed it", { list_closed_at_ms: 9 }, "closed"],
  ] as const)("%s", (_, more, expected) => {
    expect(inscription({ ...rules, ...more }, 10)).toBe(expected);
  });
});

describe("whoever speaks", () => {
  const person = { id: "p1", name: "Wanjiru Kamau", position: [] };

  test("is named with whom they speak for, as far as either is known", () => {
    expect(speaker_words(reader, { ...listed(1), person })).toBe("Wanjiru Kamau, Party 1");
    expect(speaker_words(reader, listed(1))).toBe("Party 1");
    expect(speaker_words(reader, { ...listed(1, { group: [text("the African Group")] }), party: undefined })).toBe("the African Group");
  });

  test("is told of by what they ask for, unless it is a statement", () => {
    const kinds = [RequestKind.STATEMENT, RequestKind.REPLY, RequestKind.POINT_OF_ORDER];
    expect(kinds.map((kind) => kind_key(listed(1, { kind })))).toEqual([undefined, "right_of_reply", "point_of_order"]);
  });
});
