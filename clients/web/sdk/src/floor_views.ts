// Plain views of a session's floor, as views.ts has them: its rules, who asks for it, their turns, and what is adopted.

import type { AdoptionManner } from "../gen/dais/v1/declaration_pb.ts";
import type {
  ProposalState,
  RequestKind,
  RequestStatus,
  Ruling,
  SpeakerRank,
} from "../gen/dais/v1/floor_pb.ts";
import type { HolderView } from "./institution_views.ts";
import type { PartyView, Texts } from "./views.ts";

export interface FloorView {
  /** Lengths; of a statement on behalf of a group 0 means as of others, of a point of order and a budget no limit. */
  readonly statement_seconds: number;
  readonly group_seconds: number;
  readonly point_of_order_seconds: number;
  readonly budget_seconds: number;
  readonly reply_seconds: number;
  /** Of every reply of a Party but its first; 0: as of the first. */
  readonly later_reply_seconds: number;
  readonly changeover_seconds: number;
  /** Parties ask for the floor from the one to the other; undefined: at any time. */
  readonly opens_at_ms: number | undefined;
  readonly closes_at_ms: number | undefined;
  /** Since then nobody is inscribed any more. */
  readonly list_closed_at_ms: number | undefined;
  /** Parties that must be there for something to be adopted; 0: whoever is. */
  readonly quorum: number;
  /** Parties that are; undefined: not counted. */
  readonly present: number | undefined;
}

export interface RequestView {
  readonly kind: RequestKind;
  /** Ids of Parties: whose statement it is, and who makes it together with that one. Empty: of none. */
  readonly party: string;
  readonly joint_parties: readonly string[];
  readonly rank: SpeakerRank;
  /** On behalf of which group; empty: of the Party. */
  readonly group: Texts;
  /** The lowest stands first, 0 after all others. */
  readonly place: number;
  /** 0: as the floor's rules say. */
  readonly allotted_seconds: number;
  readonly status: RequestStatus;
  /** Id of the request that a reply is to, or that a point of order interrupts; empty: of none. */
  readonly about: string;
}

export interface TurnView {
  readonly started_at_ms: number;
  /** 0: not limited. */
  readonly allotted_seconds: number;
  /** Before it was last paused, and since when it runs: undefined while it is paused, and once it is over. */
  readonly spoken_ms: number;
  readonly since_ms: number | undefined;
  readonly ended_at_ms: number | undefined;
  /** Id of the request whose turn it interrupts; empty: none. */
  readonly interrupts: string;
  readonly ruling: Ruling;
}

/** A request and what came of it. */
export interface Asked {
  /** "session@number". */
  readonly id: string;
  readonly request: RequestView;
  /** Undefined: it has not begun. */
  readonly turn: TurnView | undefined;
}

/** The same as it stands on the list, with the names that it refers to. */
export interface ListedView extends Asked {
  /** Undefined: of none, or of one that is not known. */
  readonly party: PartyView | undefined;
  readonly joint: readonly PartyView[];
  /** Undefined: nobody has said who speaks. */
  readonly person: HolderView | undefined;
  /** What was handed in, for those who may see it. */
  readonly statement: StatementView | undefined;
}

export interface StatementView {
  /** By language, each to be fetched by its hash in lower-case hex. */
  readonly texts: readonly { readonly language: string; readonly hash: string }[];
  readonly check_against_delivery: boolean;
  readonly embargoed: boolean;
}

export interface ProposalView {
  readonly id: string;
  readonly title: Texts;
  readonly symbol: string;
  readonly state: ProposalState;
  readonly manner: AdoptionManner;
  /** Hands raised, if they were counted. */
  readonly count: { readonly in_favour: number; readonly against: number; readonly abstaining: number } | undefined;
  readonly decided_at_ms: number | undefined;
  readonly silence_until_ms: number | undefined;
  /** Who broke the silence last. */
  readonly objected_by: PartyView | undefined;
}
