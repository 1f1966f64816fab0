// Plain views of what is said to everybody, as views.ts has them.

import type { AnnouncementPriority } from "../gen/dais/v1/announcement_pb.ts";
import type { ClearanceState } from "../gen/dais/v1/clearance_pb.ts";
import type { PartyView, Texts } from "./views.ts";

/** Whom the press ask, in one place. */
export interface PressContactView {
  readonly place: Texts;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** A Party that is asked to take note. */
export interface AskedView {
  readonly party: PartyView;
  /** Undefined: it has not, or this reader is not told. */
  readonly acknowledged_at_ms: number | undefined;
}

/** A seat's approval of what the announcement says today. */
export interface KeyView {
  readonly seat: string;
  /** Id and name of the person who turned it. */
  readonly person: string;
  readonly name: string;
  readonly at_ms: number;
}

/** What stands between an announcement and its readers; bureau and staff alone see it. */
export interface ClearanceView {
  readonly state: ClearanceState;
  /** Name of the Body whose chairs hold the keys; none: it needs no keys. */
  readonly body: Texts;
  readonly keys_needed: number;
  /** Whether each still counts, the seat of today says; see keys_that_count. */
  readonly keys: readonly KeyView[];
  readonly embargo_until_ms: number | undefined;
}

export interface AnnouncementView {
  readonly id: string;
  readonly title: Texts;
  readonly body: Texts;
  /** Where it is from and of when. */
  readonly dateline: Texts;
  readonly boilerplate: Texts;
  readonly priority: AnnouncementPriority;
  readonly issuer_name: string;
  /** 0: it is being prepared, or with the press under embargo. */
  readonly published_at_ms: number;
  readonly expires_at_ms: number | undefined;
  readonly withdrawn_at_ms: number | undefined;
  /** The press hold it until then. */
  readonly embargo_until_ms: number | undefined;
  readonly sessions: readonly string[];
  readonly press_contacts: readonly PressContactView[];
  readonly photo_credit: string;
  readonly pinned: boolean;
  /** Ids of the announcement that it corrects, and of the one that corrects it; empty if there is none. */
  readonly corrects: string;
  readonly corrected_by: string;
  /** Shown in its place once it is withdrawn. */
  readonly kill_notice: Texts;
  readonly emergency_override: boolean;
  readonly asked: readonly AskedView[];
  readonly clearance: ClearanceView | undefined;
}
