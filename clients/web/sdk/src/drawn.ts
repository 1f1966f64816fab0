// What a screen says of itself: what it draws, and from what.

import { create } from "@bufbuild/protobuf";
import { type Report, ReportSchema } from "../gen/dais/v1/live_pb.ts";
import { SceneKind } from "../gen/dais/v1/screen_pb.ts";
import type { FollowedLog } from "./followed_log.ts";

/** As in the message Report; what is left out is not told. */
export interface Drawn {
  /** Id of the Screen that this is. */
  readonly screen_id?: string;
  readonly scene?: SceneKind;
  /** Id of the Announcement that is shown before the scene or as it. */
  readonly announcement?: string;
  readonly language?: string;
  readonly blank?: boolean;
  /** When a picture was drawn last, by the log's clock. */
  readonly drawn_at_ms?: number;
  /** In pixels of the device. */
  readonly width?: number;
  readonly height?: number;
  /** What went wrong in the page since it was loaded. */
  readonly faults?: number;
}

/** `screen`: its own name. Numbers are made such as the message can carry. */
export function report_of(log: FollowedLog, screen: string, drawn: Drawn): Report {
  return create(ReportSchema, {
    log: log.name,
    position: log.store.position,
    digest: log.store.digest,
    ageMs: u32(age_ms(log)),
    screen,
    screenId: drawn.screen_id ?? "",
    scene: drawn.scene ?? SceneKind.UNSPECIFIED,
    announcement: drawn.announcement ?? "",
    language: drawn.language ?? "",
    blank: drawn.blank ?? false,
    drawnAtMs: BigInt(Math.trunc(finite(drawn.drawn_at_ms))),
    width: u32(drawn.width),
    height: u32(drawn.height),
    faults: u32(drawn.faults),
  });
}

// In real time, of which a day that is played has less than of its own.
function age_ms({ clock, as_of_ms }: FollowedLog): number {
  return as_of_ms === undefined || clock.rate === 0 ? 0 : (clock.now() - as_of_ms) / clock.rate;
}

const finite = (value = 0): number => (Number.isFinite(value) ? value : 0);
const u32 = (value?: number): number => Math.min(Math.max(0, Math.trunc(finite(value))), 0xffff_ffff);
