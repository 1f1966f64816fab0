// Every example of tests/golden/floor.json, worked out here as the server works it out (tests/summit/floor_golden_test.cpp).

import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FloorSchema, SpeakerRequestSchema, TurnSchema } from "../gen/dais/v1/floor_pb.ts";
import { expected_turns, floor_list, left_ms, spoken_by_party, spoken_ms } from "../src/floor.ts";
import type { Asked } from "../src/floor_views.ts";
import { floor_view, request_view, turn_view } from "../src/floors.ts";

interface Example {
  readonly name: string;
  readonly floor: JsonValue;
  readonly asked: readonly { readonly id: string; readonly request: JsonValue; readonly turn?: JsonValue }[];
  readonly now_ms: number;
  readonly from_ms: number;
  /** Ids; what is not said is empty. */
  readonly list: Partial<Record<"speaking" | "waiting" | "spoken" | "absent", readonly string[]>>;
  /** Of those that have begun: id, how long, what is left or null for no limit. */
  readonly turns: readonly (readonly [string, number, number | null])[];
  readonly spoken_by_party: Readonly<Record<string, number>>;
  /** Id, when, and how many seconds or null for none. */
  readonly expected: readonly (readonly [string, number, number | null])[];
}

const file = new URL("../../../../tests/golden/floor.json", import.meta.url);
const examples = JSON.parse(readFileSync(file, "utf8")) as readonly Example[];

const asked_of = (example: Example): Asked[] =>
  example.asked.map(({ id, request, turn }) => ({
    id,
    request: request_view(fromJson(SpeakerRequestSchema, request)),
    turn: turn === undefined ? undefined : turn_view(fromJson(TurnSchema, turn)),
  }));

const ids = (all: readonly Asked[]): string[] => all.map(({ id }) => id);

test("there are examples", () => {
  expect(examples).not.toHaveLength(0);
});

describe.each(examples)("$name", (example) => {
  const { now_ms, from_ms } = example;
  const asked = asked_of(example);

  test("who is where", () => {
    const { speaking, waiting, spoken, absent } = floor_list(asked);
    const nobody = { speaking: [], waiting: [], spoken: [], absent: [] };
    expect({ speaking: ids(speaking), waiting: ids(waiting), spoken: ids(spoken), absent: ids(absent) }).toEqual({ ...nobody, ...example.list });
  });

  test("for how long each has spoken, and each Party", () => {
    const turns = example.turns.map(([id]) => {
      const turn = asked.find((one) => one.id === id)!.turn!;
      return [id, spoken_ms(turn, now_ms), left_ms(turn, now_ms) ?? null];
    });
    expect(turns).toEqual(example.turns);
    expect(Object.fromEntries(spoken_by_party(asked, now_ms))).toEqual(example.spoken_by_party);
  });

  test("when each is expected, and for how long", () => {
    const floor = floor_view(fromJson(FloorSchema, example.floor));
    const turns = expected_turns(floor, asked, now_ms, from_ms).map((turn) => [turn.asked.id, turn.starts_at_ms, turn.seconds ?? null]);
    expect(turns).toEqual(example.expected);
  });
});
