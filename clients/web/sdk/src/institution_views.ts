// Plain views of what outlives an edition, as views.ts has them: series, bodies, declarations, endorsements, commitments.

import type { SeatRole } from "../gen/dais/v1/body_pb.ts";
import type { CommitmentState } from "../gen/dais/v1/commitment_pb.ts";
import type { AdoptionManner, RollOrder } from "../gen/dais/v1/declaration_pb.ts";
import type { EndorsementStatementKind, EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
import type { PartyView, Texts } from "./views.ts";

export interface SeriesView {
  readonly name: Texts;
  readonly acronym: string;
  /** Who hosts the next edition; undefined: not known yet. */
  readonly next_host: PartyView | undefined;
  readonly languages: readonly string[];
  readonly zone: string;
  /** An address of the web; empty if it has none. */
  readonly website: string;
}

export interface EditionView {
  readonly id: string;
  readonly number: number;
  readonly name: Texts;
  /** The name of its summit's log; empty: it has none here. */
  readonly log: string;
  readonly hosts: readonly PartyView[];
  readonly venue: Texts;
  readonly city: Texts;
  /** "2022-04-01", in order; not always contiguous. */
  readonly days: readonly string[];
}

/** Someone who holds a seat or acts for it. */
export interface HolderView {
  readonly id: string;
  readonly name: string;
  readonly position: Texts;
}

export interface SeatView {
  readonly id: string;
  readonly role: SeatRole;
  /** One of both holds it. */
  readonly party: PartyView | undefined;
  readonly person: HolderView | undefined;
  /** Who acts for the party. */
  readonly acting: readonly HolderView[];
  /** The term, "2024-09-13"; empty: open. */
  readonly first_day: string;
  readonly last_day: string;
}

export interface BodyView {
  readonly id: string;
  readonly name: Texts;
  readonly short_name: Texts;
  /** Of the day that was asked for, chairs first. */
  readonly seats: readonly SeatView[];
}

export interface DeclarationView {
  readonly id: string;
  readonly title: Texts;
  readonly symbol: string;
  readonly authentic_languages: readonly string[];
  /** Id of the Edition that it comes from; empty: of none. */
  readonly edition: string;
  readonly roll_order: RollOrder;
  readonly first_letter: Texts;
  /** In force; 0: there is no text yet. */
  readonly version: number;
  /** The text in force can be fetched in these languages, by hash in lower-case hex. */
  readonly texts: readonly { readonly language: string; readonly hash: string }[];
  readonly adopted_by: AdoptionManner;
  readonly adopted_at_ms: number | undefined;
  /** Hands raised, if they were counted. */
  readonly count: { readonly in_favour: number; readonly against: number; readonly abstaining: number } | undefined;
  readonly opened_at_ms: number | undefined;
  readonly closes_at_ms: number | undefined;
}

/** A Party's place on the roll of a declaration. */
export interface RollLine {
  /** Of the Endorsement. */
  readonly id: string;
  readonly party: PartyView;
  readonly status: EndorsementStatus;
  readonly announced_at_ms: number;
  /** 0: it has not signed, or not withdrawn. */
  readonly signed_at_ms: number;
  readonly withdrawn_at_ms: number;
  /** Name of whoever signs; empty if it is not known. */
  readonly signatory: string;
  readonly statement_kind: EndorsementStatementKind;
  readonly statement: Texts;
  /** In the order of signing, from 1; 0: it has not signed. */
  readonly order: number;
}

export interface CommitmentReportView {
  readonly id: string;
  readonly state: CommitmentState;
  readonly text: Texts;
  readonly at_ms: number;
}

export interface CommitmentView {
  readonly id: string;
  readonly title: Texts;
  readonly party: PartyView | undefined;
  /** Id of the Declaration that it follows from; empty: of none. */
  readonly declaration: string;
  /** "2026-12-31": by the end of that day; empty: without a date. */
  readonly due: string;
  readonly state: CommitmentState;
  /** The newest first. */
  readonly reports: readonly CommitmentReportView[];
}
