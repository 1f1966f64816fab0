// Plain views of the records, as a screen wants them: numbers for instants, names for ids. Each is made anew when a record
// behind it changes and never changed in place, so that a screen may compare them by identity.

import type { AnnouncementPriority } from "../gen/dais/v1/announcement_pb.ts";
import type { Membership, PartyKind } from "../gen/dais/v1/party_pb.ts";
import type { SessionKind, SessionRole, SessionStatus } from "../gen/dais/v1/session_pb.ts";
import type { LocalText } from "../gen/dais/v1/text_pb.ts";

export type Texts = readonly LocalText[];

export interface SummitView {
  readonly name: Texts;
  readonly tagline: Texts;
  readonly acronym: string;
  readonly edition: number;
  readonly host: Texts;
  readonly next_host: Texts;
  readonly venue: Texts;
  readonly city: Texts;
  readonly languages: readonly string[];
  readonly zone: string;
}

export interface RoomView {
  /** Empty for what is planned in no room. */
  readonly id: string;
  readonly name: Texts;
  readonly location: Texts;
  readonly order: number;
  readonly capacity: number;
}

export interface TrackView {
  readonly id: string;
  readonly name: Texts;
  /** "#rrggbb", or empty. */
  readonly color: string;
}

export interface PartyView {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: Texts;
  readonly short_name: Texts;
  /** A State's ISO 3166-1 alpha-3, and alpha-2 as in "NA" for Namibia; empty for others. */
  readonly code: string;
  readonly code2: string;
  /** How it stands to the United Nations. */
  readonly membership: Membership;
  /** As in "African States" or "SIDS". */
  readonly groups: readonly string[];
  /** The United Nations shows a flag for it: show none otherwise. */
  readonly has_flag: boolean;
}

export interface SpeakerView {
  readonly id: string;
  readonly name: string;
  readonly role: SessionRole;
  readonly position: Texts;
  readonly party: PartyView | undefined;
}

/** Where a time is from: it happened, it is expected, or it is the plan. */
export type TimeBasis = "actual" | "projected" | "planned";

export interface SessionView {
  readonly id: string;
  readonly kind: SessionKind;
  readonly number: number;
  readonly agenda_number: string;
  readonly document_symbols: readonly string[];
  readonly title: Texts;
  readonly subtitle: Texts;
  readonly languages: readonly string[];
  readonly people: readonly SpeakerView[];
  readonly track: TrackView | undefined;
  readonly status: SessionStatus;
  /** The day of the programme on which it is planned. */
  readonly date: string;
  readonly planned_starts_at_ms: number;
  readonly planned_ends_at_ms: number;
  /** As it happened, else as expected, else as planned. */
  readonly starts_at_ms: number;
  readonly starts_basis: TimeBasis;
  readonly ends_at_ms: number;
  readonly ends_basis: TimeBasis;
  /** It runs longer than it was meant to: its end is "at least" ends_at_ms. */
  readonly overruns: boolean;
  /** Its start against the plan; 0 if it is on time or early. */
  readonly late_by_minutes: number;
  /** Where it is held; empty if in no room. */
  readonly room: string;
  readonly planned_room: string;
  readonly moved: boolean;
}

export interface AnnouncementView {
  readonly id: string;
  readonly title: Texts;
  readonly body: Texts;
  readonly priority: AnnouncementPriority;
  readonly issuer_name: string;
  readonly published_at_ms: number;
  readonly expires_at_ms: number | undefined;
  readonly withdrawn: boolean;
  readonly sessions: readonly string[];
}
