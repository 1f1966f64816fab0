// Which message each kind of record is: one line per noun. A kind that is missing here is kept and not decoded.

import { fromBinary } from "@bufbuild/protobuf";
import {
  type Acknowledgement,
  AcknowledgementSchema,
  type Announcement,
  AnnouncementSchema,
} from "../gen/dais/v1/announcement_pb.ts";
import { type Body, BodySchema, type Seat, SeatSchema } from "../gen/dais/v1/body_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { type Approval, ApprovalSchema, type Clearance, ClearanceSchema } from "../gen/dais/v1/clearance_pb.ts";
import {
  type Commitment,
  type CommitmentReport,
  CommitmentReportSchema,
  CommitmentSchema,
} from "../gen/dais/v1/commitment_pb.ts";
import {
  type Declaration,
  DeclarationSchema,
  type DeclarationText,
  DeclarationTextSchema,
} from "../gen/dais/v1/declaration_pb.ts";
import { type Document, DocumentSchema } from "../gen/dais/v1/document_pb.ts";
import { type Endorsement, EndorsementSchema } from "../gen/dais/v1/endorsement_pb.ts";
import {
  type Floor,
  FloorSchema,
  type Proposal,
  ProposalSchema,
  type SpeakerRequest,
  SpeakerRequestSchema,
  type SpeakerTraits,
  SpeakerTraitsSchema,
  type Statement,
  StatementSchema,
  type Turn,
  TurnSchema,
} from "../gen/dais/v1/floor_pb.ts";
import { type Booth, BoothSchema } from "../gen/dais/v1/interpretation_pb.ts";
import { type Look, LookSchema } from "../gen/dais/v1/look_pb.ts";
import { type Partner, PartnerSchema } from "../gen/dais/v1/partner_pb.ts";
import { type Party, PartySchema } from "../gen/dais/v1/party_pb.ts";
import { type Person, PersonSchema } from "../gen/dais/v1/person_pb.ts";
import { type Room, RoomSchema } from "../gen/dais/v1/room_pb.ts";
import { type Screen, ScreenSchema } from "../gen/dais/v1/screen_pb.ts";
import { type Edition, EditionSchema, type Series, SeriesSchema } from "../gen/dais/v1/series_pb.ts";
import {
  type Replacement,
  ReplacementSchema,
  type Session,
  type SessionProgress,
  SessionProgressSchema,
  SessionSchema,
  type SessionText,
  SessionTextSchema,
} from "../gen/dais/v1/session_pb.ts";
import { type Summit, SummitSchema } from "../gen/dais/v1/summit_pb.ts";
import { type Track, TrackSchema } from "../gen/dais/v1/track_pb.ts";

export interface RecordOf {
  [Kind.SUMMIT]: Summit;
  [Kind.ROOM]: Room;
  [Kind.TRACK]: Track;
  [Kind.PARTY]: Party;
  [Kind.PERSON]: Person;
  [Kind.SESSION]: Session;
  [Kind.SESSION_TEXT]: SessionText;
  [Kind.SESSION_PROGRESS]: SessionProgress;
  [Kind.ANNOUNCEMENT]: Announcement;
  [Kind.DOCUMENT]: Document;
  [Kind.REPLACEMENT]: Replacement;
  [Kind.BODY]: Body;
  [Kind.SEAT]: Seat;
  [Kind.SERIES]: Series;
  [Kind.EDITION]: Edition;
  [Kind.DECLARATION]: Declaration;
  [Kind.DECLARATION_TEXT]: DeclarationText;
  [Kind.ENDORSEMENT]: Endorsement;
  [Kind.COMMITMENT]: Commitment;
  [Kind.COMMITMENT_REPORT]: CommitmentReport;
  [Kind.CLEARANCE]: Clearance;
  [Kind.APPROVAL]: Approval;
  [Kind.ACKNOWLEDGEMENT]: Acknowledgement;
  [Kind.FLOOR]: Floor;
  [Kind.SPEAKER_REQUEST]: SpeakerRequest;
  [Kind.SPEAKER_TRAITS]: SpeakerTraits;
  [Kind.TURN]: Turn;
  [Kind.STATEMENT]: Statement;
  [Kind.PROPOSAL]: Proposal;
  [Kind.BOOTH]: Booth;
  [Kind.PARTNER]: Partner;
  [Kind.SCREEN]: Screen;
  [Kind.LOOK]: Look;
}

const readers: { [K in keyof RecordOf]: (bytes: Uint8Array) => RecordOf[K] } = {
  [Kind.SUMMIT]: (bytes) => fromBinary(SummitSchema, bytes),
  [Kind.ROOM]: (bytes) => fromBinary(RoomSchema, bytes),
  [Kind.TRACK]: (bytes) => fromBinary(TrackSchema, bytes),
  [Kind.PARTY]: (bytes) => fromBinary(PartySchema, bytes),
  [Kind.PERSON]: (bytes) => fromBinary(PersonSchema, bytes),
  [Kind.SESSION]: (bytes) => fromBinary(SessionSchema, bytes),
  [Kind.SESSION_TEXT]: (bytes) => fromBinary(SessionTextSchema, bytes),
  [Kind.SESSION_PROGRESS]: (bytes) => fromBinary(SessionProgressSchema, bytes),
  [Kind.ANNOUNCEMENT]: (bytes) => fromBinary(AnnouncementSchema, bytes),
  [Kind.DOCUMENT]: (bytes) => fromBinary(DocumentSchema, bytes),
  [Kind.REPLACEMENT]: (bytes) => fromBinary(ReplacementSchema, bytes),
  [Kind.BODY]: (bytes) => fromBinary(BodySchema, bytes),
  [Kind.SEAT]: (bytes) => fromBinary(SeatSchema, bytes),
  [Kind.SERIES]: (bytes) => fromBinary(SeriesSchema, bytes),
  [Kind.EDITION]: (bytes) => fromBinary(EditionSchema, bytes),
  [Kind.DECLARATION]: (bytes) => fromBinary(DeclarationSchema, bytes),
  [Kind.DECLARATION_TEXT]: (bytes) => fromBinary(DeclarationTextSchema, bytes),
  [Kind.ENDORSEMENT]: (bytes) => fromBinary(EndorsementSchema, bytes),
  [Kind.COMMITMENT]: (bytes) => fromBinary(CommitmentSchema, bytes),
  [Kind.COMMITMENT_REPORT]: (bytes) => fromBinary(CommitmentReportSchema, bytes),
  [Kind.CLEARANCE]: (bytes) => fromBinary(ClearanceSchema, bytes),
  [Kind.APPROVAL]: (bytes) => fromBinary(ApprovalSchema, bytes),
  [Kind.ACKNOWLEDGEMENT]: (bytes) => fromBinary(AcknowledgementSchema, bytes),
  [Kind.FLOOR]: (bytes) => fromBinary(FloorSchema, bytes),
  [Kind.SPEAKER_REQUEST]: (bytes) => fromBinary(SpeakerRequestSchema, bytes),
  [Kind.SPEAKER_TRAITS]: (bytes) => fromBinary(SpeakerTraitsSchema, bytes),
  [Kind.TURN]: (bytes) => fromBinary(TurnSchema, bytes),
  [Kind.STATEMENT]: (bytes) => fromBinary(StatementSchema, bytes),
  [Kind.PROPOSAL]: (bytes) => fromBinary(ProposalSchema, bytes),
  [Kind.BOOTH]: (bytes) => fromBinary(BoothSchema, bytes),
  [Kind.PARTNER]: (bytes) => fromBinary(PartnerSchema, bytes),
  [Kind.SCREEN]: (bytes) => fromBinary(ScreenSchema, bytes),
  [Kind.LOOK]: (bytes) => fromBinary(LookSchema, bytes),
};

/** The record, or undefined if its bytes are none: a damaged record must not end a screen, its digest will tell. */
export function decode_record<K extends keyof RecordOf>(kind: K, bytes: Uint8Array): RecordOf[K] | undefined {
  try {
    return readers[kind](bytes);
  } catch {
    return undefined;
  }
}

/** Which Session's view a record belongs to; undefined: none's alone. */
export function session_of({ kind, id }: { readonly kind: number; readonly id: string }): string | undefined {
  if (kind === (Kind.SESSION as number) || kind === (Kind.SESSION_PROGRESS as number)) return id;
  return kind === (Kind.REPLACEMENT as number) ? id.split("@")[0] : undefined;
}
