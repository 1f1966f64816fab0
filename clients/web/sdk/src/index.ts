// What the SDK offers to those who embed it; everything else is its own business.

export { follow, type Follower, type FollowOptions } from "./follower.ts";
export type { FollowedLog } from "./followed_log.ts";
export type { LinkState, OpenSocket, Socket } from "./link.ts";
export { type GetTicket, type Ticket, ticket_of_page } from "./ticket.ts";
export { type CommandOptions, new_command_id, type Verb } from "./outbox.ts";
export { type Held, type Kept, Store, type StoreListener, type Touched, type Verdict } from "./store.ts";
export { type RecordOf, session_of } from "./records.ts";
export { LogClock } from "./clock.ts";
export { Programme } from "./programme.ts";
export { Institutions } from "./institutions.ts";
export { Floors } from "./floors.ts";
export { Screens } from "./screens.ts";
export type { Drawn } from "./drawn.ts";
export { browser_keeper } from "./browser_keeper.ts";
export type { Keeper, KeptLog } from "./keeping.ts";
export { type Begun, expected_turns, type ExpectedTurn, floor_list, type FloorList, left_ms, spoken_by_party, spoken_ms } from "./floor.ts";
export { in_roll_order, is_open, is_state, letter_of, roll_counts, type RollCount, roll_language } from "./roll.ts";
export {
  embargo_of,
  is_emergency,
  is_killed,
  keys_that_count,
  reading_language,
  shown_before,
  told_at_ms,
} from "./announcements.ts";
export { is_ahead, type Phase } from "./phase.ts";
export { type Day, VenueTime } from "./venue_time.ts";
export { direction_of, is_outdated, language_tags, pick_text, type PickedText, same_language } from "./text.ts";
export { flag_code } from "./country.ts";
export { protocol_order } from "./protocol_order.ts";
export type * from "./announcement_views.ts";
export type * from "./floor_views.ts";
export type * from "./institution_views.ts";
export type * from "./screen_views.ts";
export type * from "./views.ts";

export { AnnouncementPriority } from "../gen/dais/v1/announcement_pb.ts";
export { SeatRole } from "../gen/dais/v1/body_pb.ts";
export { Audience, Kind, Role } from "../gen/dais/v1/change_pb.ts";
export { ClearanceState } from "../gen/dais/v1/clearance_pb.ts";
export { CommitmentState } from "../gen/dais/v1/commitment_pb.ts";
export { AdoptionManner, RollOrder } from "../gen/dais/v1/declaration_pb.ts";
export { EndorsementStatementKind, EndorsementStatus } from "../gen/dais/v1/endorsement_pb.ts";
export { ProposalState, RequestKind, RequestStatus, RotationRule, Ruling, SpeakerRank } from "../gen/dais/v1/floor_pb.ts";
export { PartnerKind } from "../gen/dais/v1/partner_pb.ts";
export { Membership, PartyKind } from "../gen/dais/v1/party_pb.ts";
export { SceneKind, ScreenTheme, ScreenTurn } from "../gen/dais/v1/screen_pb.ts";
export { AnchorKind, SessionKind, SessionRole, SessionStatus } from "../gen/dais/v1/session_pb.ts";
export { ProgrammeStatus } from "../gen/dais/v1/summit_pb.ts";
export { type LocalText, Origin } from "../gen/dais/v1/text_pb.ts";
export type { Command, Presence, Reply } from "../gen/dais/v1/live_pb.ts";
export type { Refusal } from "../gen/dais/v1/refusal_pb.ts";
