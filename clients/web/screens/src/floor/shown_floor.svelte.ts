// What of a session's floor a screen draws. It reads the clock each second, and hands on nothing that says the same as the
// second before.

import type { ListedView, ProposalView, SessionView } from "@dais/sdk";
import { floor_state, type FloorState, type TurnClock } from "@dais/ui/floor_state.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import { session_of_floor } from "../scenes/floor_session.ts";
import { session_clock, speaker_clock } from "./clocks.ts";
import { type NextRow, next_rows, same_rows } from "./rows.ts";

const proposal_turn_s = 12;

export class ShownFloor {
  readonly #stage: Stage;
  readonly #reader: ScreenReader;
  #rows: readonly NextRow[] = [];

  constructor(stage: Stage, reader: ScreenReader) {
    this.#stage = stage;
    this.#reader = reader;
  }

  readonly session: SessionView | undefined = $derived.by(() => session_of_floor(this.#stage));

  /** Undefined: it hears no list of speakers. */
  readonly state: FloorState | undefined = $derived.by(() => {
    const { board } = this.#stage;
    return this.session && floor_state(board.own.floors, this.session, board.log_steady_ms);
  });

  readonly speaker: FloorState["speaker"] = $derived.by(() => this.state?.speaker);
  readonly interrupted: FloorState["interrupted"] = $derived.by(() => this.state?.interrupted);
  /** Whether whom it interrupts goes on afterwards. */
  readonly goes_on: boolean = $derived.by(() => this.interrupted !== undefined && this.speaker?.turn.interrupts === this.interrupted.id);

  /** The speaker's; undefined if nobody speaks. */
  readonly clock: TurnClock | undefined = $derived.by(() => this.speaker && speaker_clock(this.speaker.turn, this.#stage.board.log_second_ms));
  readonly interrupted_clock: TurnClock | undefined = $derived.by(
    () => this.interrupted && speaker_clock(this.interrupted.turn, this.#stage.board.log_second_ms),
  );

  /** Whether the session goes on now. */
  readonly is_on: boolean = $derived.by(() => {
    const phase = this.session && this.#stage.board.programme.phase(this.session, this.#stage.steady_ms);
    return phase === "now" || phase === "suspended";
  });

  /** Of a session that is on and hears no list of speakers. */
  readonly session_clock: TurnClock | undefined = $derived.by(() =>
    this.session && this.is_on && !this.state ? session_clock(this.session, this.#stage.board.second_ms) : undefined,
  );

  /** Who comes next. */
  readonly rows: readonly NextRow[] = $derived.by(() => {
    const { board } = this.#stage;
    const expected = this.state && !this.state.is_over ? this.state.expected : [];
    return (this.#rows = same_rows(this.#rows, next_rows(this.#reader, board.programme.venue, expected, board.log_steady_ms)));
  });
  readonly next: ListedView | undefined = $derived.by(() => this.rows[0]?.asked);

  /** What the speaker's party still has in all, in milliseconds; undefined if that is not limited. */
  readonly spare_ms: number | undefined = $derived.by(() => this.state?.totals.find(({ id }) => id === this.speaker?.party?.id)?.left_ms);

  /** What is to be adopted, or was: one at a time, in turn. */
  readonly proposal: ProposalView | undefined = $derived.by(() => {
    const proposals = this.state?.proposals ?? [];
    return proposals[this.#stage.page_of(proposals.length, proposal_turn_s)];
  });
}
