// Plain views of big screens and of how a summit looks, as views.ts has them.

import type { PartnerKind } from "../gen/dais/v1/partner_pb.ts";
import type { SceneKind, ScreenTheme } from "../gen/dais/v1/screen_pb.ts";
import type { Texts } from "./views.ts";

export interface SceneView {
  /** Unspecified: what suits the place. */
  readonly kind: SceneKind;
  /** Ids; empty: the Screen's own room, what is on there, the declaration that is open, announcements in turn. */
  readonly room: string;
  readonly session: string;
  readonly declaration: string;
  readonly announcement: string;
  /** Of a podium, words to whoever speaks; of a welcome and a standby, words beside the summit's name. */
  readonly note: Texts;
}

export interface ScreenView {
  readonly id: string;
  readonly name: string;
  /** Id of the Room that it hangs in or before; empty: elsewhere. */
  readonly room: string;
  readonly scene: SceneView;
  /** It turns through these; empty: through the summit's. */
  readonly languages: readonly string[];
  readonly language_turn_ms: number;
  /** Unspecified: by the time of day, as the device says. */
  readonly theme: ScreenTheme;
  /** How the picture is turned on the device, clockwise. */
  readonly turn_degrees: 0 | 90 | 180 | 270;
  /** The part of each side that the device hides, from 0 to 0.1. */
  readonly safe_area: number;
  readonly pixel_shift: boolean;
  /** It is dark, but for an emergency. */
  readonly blank: boolean;
  /** It says its name until then, by the log's clock; 0: it was not asked to. */
  readonly identify_until_ms: number;
  /** How often it was asked to load itself anew. */
  readonly reloads: number;
}

/** The summit's own colours and logo. */
export interface LookView {
  /** "#rrggbb", or empty: Dais's own. */
  readonly brand: string;
  readonly accent: string;
  /** As data URLs; undefined: none, or on a dark ground the same as on a light one. */
  readonly logo: string | undefined;
  readonly logo_on_dark: string | undefined;
}

/** An organisation that carries or sponsors the summit. */
export interface PartnerView {
  readonly id: string;
  readonly name: Texts;
  readonly kind: PartnerKind;
  /** Empty if it has none. */
  readonly website: string;
}
