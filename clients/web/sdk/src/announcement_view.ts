// One Announcement with what it refers to, as one view.

import type { Announcement } from "../gen/dais/v1/announcement_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import type { AnnouncementView, AskedView, ClearanceView, KeyView } from "./announcement_views.ts";
import { equal_bytes } from "./bytes.ts";
import { party_view } from "./party_view.ts";
import type { Store } from "./store.ts";

export function announcement_view(store: Store, id: string): AnnouncementView | undefined {
  const one = store.get(Kind.ANNOUNCEMENT, id);
  if (!one) return undefined;
  return {
    id,
    title: one.title,
    body: one.body,
    dateline: one.dateline,
    boilerplate: one.boilerplate,
    priority: one.priority,
    issuer_name: one.issuerName,
    published_at_ms: Number(one.publishedAtMs),
    expires_at_ms: number_of(one.expiresAtMs),
    withdrawn_at_ms: number_of(one.withdrawnAtMs),
    embargo_until_ms: number_of(one.embargoUntilMs),
    sessions: one.sessions,
    press_contacts: one.pressContacts.map(({ place, name, email, phone }) => ({ place, name, email, phone })),
    photo_credit: one.photoCredit,
    pinned: one.pinned,
    corrects: one.corrects,
    corrected_by: one.correctedBy,
    kill_notice: one.killNotice,
    emergency_override: one.emergencyOverride,
    asked: asked(store, id, one),
    clearance: clearance_view(store, id),
  };
}

const number_of = (value: bigint | undefined): number | undefined => (value === undefined ? undefined : Number(value));

function asked(store: Store, id: string, announcement: Announcement): AskedView[] {
  return announcement.askedToAcknowledge.flatMap((asked_id) => {
    const party = party_view(store, asked_id);
    const acknowledgement = store.get(Kind.ACKNOWLEDGEMENT, `${id}@${asked_id}`);
    return party ? [{ party, acknowledged_at_ms: number_of(acknowledgement?.atMs) }] : [];
  });
}

function clearance_view(store: Store, id: string): ClearanceView | undefined {
  const clearance = store.get(Kind.CLEARANCE, id);
  if (!clearance) return undefined;
  const keys = [...store.of_kind(Kind.APPROVAL).keys()].flatMap((approval_id): KeyView[] => {
    const [announcement, seat = ""] = approval_id.split("@");
    const approval = announcement === id ? store.get(Kind.APPROVAL, approval_id) : undefined;
    if (!approval || !equal_bytes(approval.digest, clearance.digest)) return [];
    const name = store.get(Kind.PERSON, approval.person)?.name ?? "";
    return [{ seat, person: approval.person, name, at_ms: Number(approval.atMs) }];
  });
  keys.sort((a, b) => a.at_ms - b.at_ms || (a.seat < b.seat ? -1 : 1));
  return {
    state: clearance.state,
    body: store.get(Kind.BODY, clearance.body)?.name ?? [],
    keys_needed: clearance.keys,
    keys,
    embargo_until_ms: number_of(clearance.embargoUntilMs),
  };
}
