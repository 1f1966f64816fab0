// What of a floor takes more than one word to say by its own words, the same on every face.

import { AdoptionManner, type FloorView, ProposalState, type ProposalView, type RequestView, SpeakerRank, type VenueTime } from "@dais/sdk";
import { clock_text, inscription } from "../floor_state.ts";
import { moment_words, type Speaks } from "../said.ts";
import { type FloorKey, say_floor } from "./words.ts";

/** Whether speakers are inscribed, and from or until when. */
export function inscription_words(reader: Speaks, venue: VenueTime, floor: FloorView, now_ms: number): string {
  const moment = (at_ms: number): string => moment_words(reader, venue, at_ms, now_ms);
  switch (inscription(floor, now_ms)) {
    case "before":
      return say_floor(reader, "list_opens", { time: moment(floor.opens_at_ms ?? 0) });
    case "closed":
      return say_floor(reader, "list_closed");
    case "open":
      return floor.closes_at_ms === undefined ? say_floor(reader, "list_open") : say_floor(reader, "list_open_until", { time: moment(floor.closes_at_ms) });
  }
}

/** As many are there as something needs to be adopted, or nobody has counted. */
export function is_quorate({ present, quorum }: FloorView): boolean {
  return present === undefined || present >= quorum;
}

/** How many are there; empty if nobody has counted. */
export function present_words(reader: Speaks, floor: FloorView): string {
  const { present, quorum } = floor;
  if (present === undefined) return "";
  if (quorum === 0) return say_floor(reader, "present", { count: present });
  return say_floor(reader, is_quorate(floor) ? "quorum_there" : "quorum_missing", { present, quorum });
}

const rank_keys: Partial<Record<SpeakerRank, FloorKey>> = {
  [SpeakerRank.HEAD_OF_STATE]: "rank_head_of_state",
  [SpeakerRank.HEAD_OF_GOVERNMENT]: "rank_head_of_government",
  [SpeakerRank.DEPUTY_HEAD]: "rank_deputy_head",
  [SpeakerRank.MINISTER]: "rank_minister",
  [SpeakerRank.VICE_MINISTER]: "rank_vice_minister",
  [SpeakerRank.HEAD_OF_DELEGATION]: "rank_head_of_delegation",
  [SpeakerRank.DELEGATE]: "rank_delegate",
};

/** The office in which somebody speaks; empty: nobody has said. */
export function rank_words(reader: Speaks, { rank }: Pick<RequestView, "rank">): string {
  const key = rank_keys[rank];
  return key ? say_floor(reader, key) : "";
}

/** How long somebody may speak, as of Expected. */
export function length_words(reader: Speaks, seconds: number | undefined): string {
  if (seconds === undefined) return say_floor(reader, "no_time_left");
  return seconds === 0 ? say_floor(reader, "no_limit") : clock_text(seconds * 1000);
}

const manner_keys: Partial<Record<AdoptionManner, FloorKey>> = {
  [AdoptionManner.CONSENSUS]: "consensus_at",
  [AdoptionManner.SILENCE]: "silence_at",
  [AdoptionManner.SHOW_OF_HANDS]: "hands_at",
};

/** What came of a proposal, and when. */
export function proposal_words(reader: Speaks, venue: VenueTime, proposal: ProposalView, now_ms: number): string {
  const moment = (at_ms = 0): string => moment_words(reader, venue, at_ms, now_ms);
  switch (proposal.state) {
    case ProposalState.SILENCE:
      return say_floor(reader, "silence_until", { time: moment(proposal.silence_until_ms) });
    case ProposalState.ADOPTED:
      return say_floor(reader, manner_keys[proposal.manner] ?? "adopted_at", { time: moment(proposal.decided_at_ms) });
    case ProposalState.REJECTED:
      return say_floor(reader, "rejected_at", { time: moment(proposal.decided_at_ms) });
    case ProposalState.WITHDRAWN:
      return say_floor(reader, "proposal_withdrawn");
    default:
      return say_floor(reader, "under_discussion");
  }
}

const state_names: Partial<Record<ProposalState, string>> = {
  [ProposalState.OPEN]: "open",
  [ProposalState.SILENCE]: "silence",
  [ProposalState.ADOPTED]: "adopted",
  [ProposalState.REJECTED]: "rejected",
  [ProposalState.WITHDRAWN]: "withdrawn",
};

/** What a proposal's state is called where it is drawn; empty: of a later release. */
export function proposal_state_name({ state }: ProposalView): string {
  return state_names[state] ?? "";
}
