// Records, entries and messages made briefly, and the server's side of the arithmetic.

import { create, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { AcknowledgementSchema, AnnouncementSchema } from "../gen/dais/v1/announcement_pb.ts";
import { BodySchema, SeatSchema } from "../gen/dais/v1/body_pb.ts";
import { type Entry, EntrySchema, Kind } from "../gen/dais/v1/change_pb.ts";
import { ApprovalSchema, ClearanceSchema } from "../gen/dais/v1/clearance_pb.ts";
import { CommitmentReportSchema, CommitmentSchema } from "../gen/dais/v1/commitment_pb.ts";
import { DeclarationSchema, DeclarationTextSchema } from "../gen/dais/v1/declaration_pb.ts";
import { EndorsementSchema } from "../gen/dais/v1/endorsement_pb.ts";
import {
  FloorSchema,
  ProposalSchema,
  SpeakerRequestSchema,
  SpeakerTraitsSchema,
  StatementSchema,
  TurnSchema,
} from "../gen/dais/v1/floor_pb.ts";
import { type Changes, ChangesSchema, type Snapshot, SnapshotSchema } from "../gen/dais/v1/live_pb.ts";
import { DocumentSchema } from "../gen/dais/v1/document_pb.ts";
import { BoothSchema } from "../gen/dais/v1/interpretation_pb.ts";
import { LookSchema } from "../gen/dais/v1/look_pb.ts";
import { PartnerSchema } from "../gen/dais/v1/partner_pb.ts";
import { PartySchema } from "../gen/dais/v1/party_pb.ts";
import { PersonSchema } from "../gen/dais/v1/person_pb.ts";
import { RoomSchema } from "../gen/dais/v1/room_pb.ts";
import { ScreenSchema } from "../gen/dais/v1/screen_pb.ts";
import { EditionSchema, SeriesSchema } from "../gen/dais/v1/series_pb.ts";
import { ReplacementSchema, SessionProgressSchema, SessionSchema } from "../gen/dais/v1/session_pb.ts";
import { SummitSchema } from "../gen/dais/v1/summit_pb.ts";
import { Origin } from "../gen/dais/v1/text_pb.ts";
import { record_digest, sum_u64 } from "../src/digest.ts";

export const log = "gdpa-2024";
export const chain = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
export const view = new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]);

export function text(words: string, language = "en"): { language: string; text: string; origin: Origin } {
  return { language, text: words, origin: Origin.AUTHENTIC };
}

function put<D extends DescMessage>(kind: Kind, id: string, schema: D, init: MessageInitShape<D>): Entry {
  return create(EntrySchema, { kind, id, put: toBinary(schema, create(schema, init)) });
}

export const room = (id: string, init: MessageInitShape<typeof RoomSchema>): Entry =>
  put(Kind.ROOM, id, RoomSchema, init);
export const booth = (id: string, init: MessageInitShape<typeof BoothSchema>): Entry =>
  put(Kind.BOOTH, id, BoothSchema, init);
export const session = (id: string, init: MessageInitShape<typeof SessionSchema>): Entry =>
  put(Kind.SESSION, id, SessionSchema, init);
export const progress = (id: string, init: MessageInitShape<typeof SessionProgressSchema>): Entry =>
  put(Kind.SESSION_PROGRESS, id, SessionProgressSchema, init);
export const summit = (init: MessageInitShape<typeof SummitSchema>): Entry => put(Kind.SUMMIT, "m", SummitSchema, init);
export const person = (id: string, init: MessageInitShape<typeof PersonSchema>): Entry =>
  put(Kind.PERSON, id, PersonSchema, init);
export const party = (id: string, init: MessageInitShape<typeof PartySchema>): Entry =>
  put(Kind.PARTY, id, PartySchema, init);
export const replacement = (session: string, init: MessageInitShape<typeof ReplacementSchema>): Entry =>
  put(Kind.REPLACEMENT, `${session}@${init.person}@${init.role}`, ReplacementSchema, init);
export const document = (id: string, init: MessageInitShape<typeof DocumentSchema>): Entry =>
  put(Kind.DOCUMENT, id, DocumentSchema, init);
export const announcement = (id: string, init: MessageInitShape<typeof AnnouncementSchema>): Entry =>
  put(Kind.ANNOUNCEMENT, id, AnnouncementSchema, init);
export const acknowledgement = (id: string, init: MessageInitShape<typeof AcknowledgementSchema>): Entry =>
  put(Kind.ACKNOWLEDGEMENT, id, AcknowledgementSchema, init);
export const clearance = (id: string, init: MessageInitShape<typeof ClearanceSchema>): Entry =>
  put(Kind.CLEARANCE, id, ClearanceSchema, init);
export const approval = (id: string, init: MessageInitShape<typeof ApprovalSchema>): Entry =>
  put(Kind.APPROVAL, id, ApprovalSchema, init);
export const floor = (session: string, init: MessageInitShape<typeof FloorSchema>): Entry =>
  put(Kind.FLOOR, session, FloorSchema, init);
export const request = (id: string, init: MessageInitShape<typeof SpeakerRequestSchema>): Entry =>
  put(Kind.SPEAKER_REQUEST, id, SpeakerRequestSchema, init);
export const traits = (id: string, init: MessageInitShape<typeof SpeakerTraitsSchema>): Entry =>
  put(Kind.SPEAKER_TRAITS, id, SpeakerTraitsSchema, init);
export const turn = (id: string, init: MessageInitShape<typeof TurnSchema>): Entry => put(Kind.TURN, id, TurnSchema, init);
export const statement = (id: string, init: MessageInitShape<typeof StatementSchema>): Entry =>
  put(Kind.STATEMENT, id, StatementSchema, init);
export const proposal = (id: string, init: MessageInitShape<typeof ProposalSchema>): Entry =>
  put(Kind.PROPOSAL, id, ProposalSchema, init);
export const body = (id: string, init: MessageInitShape<typeof BodySchema>): Entry => put(Kind.BODY, id, BodySchema, init);
export const seat = (id: string, init: MessageInitShape<typeof SeatSchema>): Entry => put(Kind.SEAT, id, SeatSchema, init);
export const series = (init: MessageInitShape<typeof SeriesSchema>): Entry => put(Kind.SERIES, "z", SeriesSchema, init);
export const edition = (id: string, init: MessageInitShape<typeof EditionSchema>): Entry =>
  put(Kind.EDITION, id, EditionSchema, init);
export const declaration = (id: string, init: MessageInitShape<typeof DeclarationSchema>): Entry =>
  put(Kind.DECLARATION, id, DeclarationSchema, init);
export const declaration_text = (id: string, init: MessageInitShape<typeof DeclarationTextSchema>): Entry =>
  put(Kind.DECLARATION_TEXT, id, DeclarationTextSchema, init);
export const endorsement = (id: string, init: MessageInitShape<typeof EndorsementSchema>): Entry =>
  put(Kind.ENDORSEMENT, id, EndorsementSchema, init);
export const commitment = (id: string, init: MessageInitShape<typeof CommitmentSchema>): Entry =>
  put(Kind.COMMITMENT, id, CommitmentSchema, init);
export const report = (id: string, owner: string, init: MessageInitShape<typeof CommitmentReportSchema>): Entry => ({
  ...put(Kind.COMMITMENT_REPORT, id, CommitmentReportSchema, init),
  owner,
});
export const screen = (id: string, init: MessageInitShape<typeof ScreenSchema>): Entry =>
  put(Kind.SCREEN, id, ScreenSchema, init);
export const look = (init: MessageInitShape<typeof LookSchema>): Entry => put(Kind.LOOK, "m", LookSchema, init);
export const partner = (id: string, init: MessageInitShape<typeof PartnerSchema>): Entry =>
  put(Kind.PARTNER, id, PartnerSchema, init);
export const removal = (kind: Kind, id: string): Entry => create(EntrySchema, { kind, id });

/** What a server holds: enough of the fold to say what a client should have. */
export class ServerSide {
  position = 0n;
  readonly #entries = new Map<string, Entry>();

  digest(): bigint {
    let sum = 0n;
    for (const { kind, id, put } of this.#entries.values()) {
      if (put) sum = sum_u64(sum, record_digest(kind, id, put));
    }
    return sum;
  }

  hold(...entries: Entry[]): void {
    for (const entry of entries) {
      if (entry.put) this.#entries.set(`${entry.kind} ${entry.id}`, entry);
      else this.#entries.delete(`${entry.kind} ${entry.id}`);
    }
  }

  /** One Changes message of as many changes as there are lists of entries; none: a heartbeat. */
  change(...changes: Entry[][]): Changes {
    const after = this.position;
    for (const entries of changes) this.hold(...entries);
    this.position += BigInt(changes.length);
    return create(ChangesSchema, {
      log,
      after,
      changes: changes.map((entries) => ({ entries })),
      position: this.position,
      chain,
      digest: this.digest(),
    });
  }

  snapshot(parts = 1): Snapshot[] {
    const all = [...this.#entries.values()];
    const share = Math.ceil(all.length / parts);
    return Array.from({ length: parts }, (_, part) =>
      create(SnapshotSchema, {
        log,
        audience: 1,
        view,
        position: this.position,
        chain,
        digest: this.digest(),
        part,
        last: part === parts - 1,
        entries: all.slice(part * share, (part + 1) * share),
      }),
    );
  }
}

/** A store that holds what the server has. */
export function snapshot_of(server: ServerSide): Snapshot {
  const [whole] = server.snapshot();
  if (!whole) throw new Error("a snapshot has a part");
  return whole;
}
