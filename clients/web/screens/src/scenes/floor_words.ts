// A floor in sentences: who speaks, who comes next, and what is adopted. What only ticks is left out; that little time is left,
// and that it is up, is said once each.

import { type ListedView, ProposalState, type ProposalView, type SessionView } from "@dais/sdk";
import { kind_key, pace_words, speaker_words } from "@dais/ui/floor_said.ts";
import { floor_state, type FloorState, type TurnClock } from "@dais/ui/floor_state.ts";
import { inscription_words, present_words, proposal_words } from "@dais/ui/floor_words/said.ts";
import { say_floor } from "@dais/ui/floor_words/words.ts";
import { party_name } from "@dais/ui/said.ts";
import { session_clock, speaker_clock } from "../floor/clocks.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import { joined, session_words } from "../parts/session_words.ts";
import { session_of_floor } from "./floor_session.ts";

export function floor_lines(stage: Stage, reader: ScreenReader): string[] {
  const { board } = stage;
  const note = reader.pick(stage.scene.note).text;
  const session = session_of_floor(stage);
  if (!session) return [note, reader.say("nothing_now")];
  const state = floor_state(board.own.floors, session, board.log_steady_ms);
  const lines = state ? lines_of(stage, reader, state) : lines_without(stage, reader, session);
  return [session_words(stage, reader, session), note, ...lines];
}

function lines_without({ board, steady_ms }: Stage, reader: ScreenReader, session: SessionView): string[] {
  const is_on = board.programme.phase(session, steady_ms) === "now";
  const clock = is_on ? session_clock(session, board.now_ms) : undefined;
  return [reader.say("nobody_speaks"), clock ? news_of(clock, session_pace_words(reader, clock)) : ""];
}

function lines_of({ board }: Stage, reader: ScreenReader, state: FloorState): string[] {
  const { floor, speaker, interrupted, expected, is_over } = state;
  const { venue } = board.programme;
  const now_ms = board.log_steady_ms;
  const clock = speaker && speaker_clock(speaker.turn, now_ms);
  const next = is_over ? undefined : expected[0];
  return [
    speaker ? speaking_words(reader, speaker) : reader.say("nobody_speaks"),
    clock ? news_of(clock, clock.stands ? reader.say("turn_paused") : pace_words(reader, clock)) : "",
    interrupted ? `${say_floor(reader, "interrupted")}: ${speaker_words(reader, interrupted)}` : "",
    next ? `${reader.say("next")}: ${asked_words(reader, next.asked)}` : say_floor(reader, "nobody_waits"),
    is_over ? "" : inscription_words(reader, venue, floor, now_ms),
    present_words(reader, floor),
    ...state.proposals.filter(is_news).map((one) => proposal_line(reader, one, proposal_words(reader, venue, one, now_ms))),
  ];
}

/** "Point of order. Kenya has the floor. On behalf of: the African Group". */
function speaking_words(reader: ScreenReader, speaker: ListedView): string {
  const kind = kind_key(speaker);
  const who = reader.say("has_floor", { who: speaker_words(reader, speaker) });
  return joined(reader, [kind ? reader.say(kind) : "", who, ...company_words(reader, speaker)], ". ");
}

/** "Right of reply: Kenya". */
function asked_words(reader: ScreenReader, asked: ListedView): string {
  const kind = kind_key(asked);
  const who = kind ? `${reader.say(kind)}: ${speaker_words(reader, asked)}` : speaker_words(reader, asked);
  return joined(reader, [who, ...company_words(reader, asked)], ". ");
}

/** For whom somebody speaks beside their Party, and with whom. */
function company_words(reader: ScreenReader, { request, party, person, joint }: ListedView): string[] {
  const group = reader.pick(request.group).text;
  const others = joint.map((one) => reader.pick(party_name(one)).text).join(reader.say("comma"));
  return [
    // Where nobody else is known it is what they are called.
    group !== "" && (party || person) ? `${say_floor(reader, "on_behalf")} ${group}` : "",
    others === "" ? "" : `${say_floor(reader, "together_with")} ${others}`,
  ];
}

// That somebody has enough time is none.
function news_of({ pace, stands }: TurnClock, words: string): string {
  return stands || pace === "last" || pace === "over" ? words : "";
}

/** What a session's clock says beside its figures. */
export function session_pace_words(reader: ScreenReader, { pace, last_ms, stands }: TurnClock): string {
  if (stands) return reader.say("turn_paused");
  if (pace === "over") return reader.say("overruns");
  if (pace !== "last") return reader.say("time_left");
  return last_ms === 60_000 ? reader.say("last_minute") : reader.say("last_minutes", { minutes: last_ms / 60_000 });
}

function is_news({ state }: ProposalView): boolean {
  return state !== ProposalState.WITHDRAWN;
}

function proposal_line(reader: ScreenReader, { symbol, title }: ProposalView, said: string): string {
  return `${joined(reader, [symbol, reader.pick(title).text], " ")}: ${said}`;
}
