// Plain views of the records, as a screen wants them: numbers for instants, names for ids. Each is made anew when a record
// behind it changes and never changed in place, so that a screen may compare them by identity.

import type { Membership, PartyKind } from "../gen/dais/v1/party_pb.ts";
import type { AnchorKind, SessionKind, SessionRole, SessionStatus } from "../gen/dais/v1/session_pb.ts";
import type { ProgrammeStatus } from "../gen/dais/v1/summit_pb.ts";
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
  /** Whether its programme is provisional or adopted; unspecified if nobody said. */
  readonly programme_status: ProgrammeStatus;
  readonly adopted_at_ms: number | undefined;
  /** The name of its series' log; empty if it belongs to none, or is one itself. */
  readonly series: string;
}

export interface RoomView {
  /** Empty for what is planned in no room. */
  readonly id: string;
  readonly name: Texts;
  readonly location: Texts;
  readonly order: number;
  /** Seats; 0 if not known. */
  readonly capacity: number;
  /** Nobody tells what happens there: its sessions follow the plan. */
  readonly unoperated: boolean;
}

/** Where interpreters of a room work, into one language. */
export interface BoothView {
  readonly id: string;
  readonly name: Texts;
  readonly language: string;
  /** The number on the receiver; 0 if there is none. */
  readonly channel: number;
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
  /** The name of the person planned, whose part this one takes today; empty: as planned. */
  readonly in_place_of: string;
  /** Does not come, and nobody does instead. */
  readonly absent: boolean;
}

/** Where a session can be watched or heard. */
export interface StreamView {
  readonly label: Texts;
  /** Of the sound; empty: of the floor. */
  readonly language: string;
  readonly url: string;
}

/** A paper before a session. */
export interface DocumentView {
  /** Empty if it is named by its symbol only. */
  readonly id: string;
  readonly symbol: string;
  readonly title: Texts;
  readonly links: readonly { readonly language: string; readonly url: string }[];
}

/** Where a time is from: it happened, it is expected, or it is the plan. */
export type TimeBasis = "actual" | "projected" | "planned";

export interface SessionView {
  readonly id: string;
  readonly kind: SessionKind;
  readonly number: number;
  readonly agenda_number: string;
  /** What is before it: Documents, then what is named by its symbol only. */
  readonly documents: readonly DocumentView[];
  readonly title: Texts;
  readonly subtitle: Texts;
  /** Of the floor, then into which it is interpreted, then the sign languages. */
  readonly languages: readonly string[];
  readonly interpretation_languages: readonly string[];
  readonly sign_languages: readonly string[];
  readonly streams: readonly StreamView[];
  /** Places: its own, else those of the room where it is held; 0 if not known. */
  readonly capacity: number;
  /** Who comes today, in the order of the plan. */
  readonly people: readonly SpeakerView[];
  /** Who presides now, else the planned chair. */
  readonly presiding: SpeakerView | undefined;
  /** Somebody else presides than the plan says. */
  readonly presides_instead: boolean;
  /** Id of the session that it is a part of; empty: it stands alone. */
  readonly part_of: string;
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
  /** Its expected end was pushed on by the clock: "≥". */
  readonly end_is_least: boolean;
  /** It goes on for longer than it was meant to. */
  readonly overruns: boolean;
  /** Its start against the plan; 0 if it is on time or early. */
  readonly late_by_minutes: number;
  /** Its start stays where it is however late the day runs. */
  readonly anchored: boolean;
  readonly anchor: AnchorKind;
  /** Paused or suspended since then, and, if known, until when. */
  readonly held_since_ms: number | undefined;
  readonly resumes_at_ms: number | undefined;
  /** Where it is held; empty if in no room. */
  readonly room: string;
  readonly planned_room: string;
  readonly moved: boolean;
}
