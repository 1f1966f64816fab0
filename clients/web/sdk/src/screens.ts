// The big screens of a log, how the summit looks on them and whom they thank, kept in step with its store. Views are made
// when asked for and kept until the record behind them changes.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import { type Scene, SceneKind, type Screen, ScreenTurn } from "../gen/dais/v1/screen_pb.ts";
import { language_turn_ms_usual, safe_area_permille_max } from "./limits.ts";
import type { LookView, PartnerView, SceneView, ScreenView } from "./screen_views.ts";
import type { Store } from "./store.ts";
import { is_web } from "./web_address.ts";

export class Screens {
  readonly #store: Store;
  #screens = new Map<string, ScreenView>();
  #sorted: readonly ScreenView[] | undefined;
  #look: LookView | undefined;
  #partners: readonly PartnerView[] | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.on_touched((touched) => {
      for (const { kind, id } of touched) {
        if (kind === (Kind.LOOK as number)) this.#look = undefined;
        if (kind === (Kind.PARTNER as number)) this.#partners = undefined;
        if (kind !== (Kind.SCREEN as number)) continue;
        this.#screens.delete(id);
        this.#sorted = undefined;
      }
    });
  }

  /** By name. */
  screens(): readonly ScreenView[] {
    return (this.#sorted ??= this.#all(Kind.SCREEN, (id) => this.screen(id)).sort(
      (a, b) => by_name(a.name, b.name) || (a.id < b.id ? -1 : 1),
    ));
  }

  screen(id: string): ScreenView | undefined {
    const known = this.#screens.get(id);
    if (known) return known;
    const screen = this.#store.get(Kind.SCREEN, id);
    if (!screen) return undefined;
    const view = screen_view(id, screen);
    this.#screens.set(id, view);
    return view;
  }

  /** Undefined: as Dais does. */
  look(): LookView | undefined {
    const look = this.#store.get(Kind.LOOK, "m");
    return (this.#look ??= look && {
      brand: color_of(look.brand),
      accent: color_of(look.accent),
      logo: picture_url(look.logo),
      logo_on_dark: picture_url(look.logoOnDark),
    });
  }

  /** Kind by kind, in their order; those of no kind last. */
  partners(): readonly PartnerView[] {
    const order = (id: string): number => this.#store.get(Kind.PARTNER, id)?.order ?? 0;
    return (this.#partners ??= this.#all(Kind.PARTNER, (id) => this.#partner(id)).sort(
      (a, b) => (a.kind || Infinity) - (b.kind || Infinity) || order(a.id) - order(b.id) || (a.id < b.id ? -1 : 1),
    ));
  }

  #all<View>(kind: Kind, view_of: (id: string) => View | undefined): View[] {
    return [...this.#store.of_kind(kind).keys()].flatMap((id) => view_of(id) ?? []);
  }

  #partner(id: string): PartnerView | undefined {
    const partner = this.#store.get(Kind.PARTNER, id);
    if (!partner) return undefined;
    const { name, kind, website } = partner;
    return { id, name, kind, website: is_web(website) ? website : "" };
  }
}

// "Hall 9" before "Hall 10".
const by_name = new Intl.Collator("en", { numeric: true }).compare;

function screen_view(id: string, screen: Screen): ScreenView {
  return {
    id,
    name: screen.name,
    room: screen.room,
    scene: scene_view(screen.scene),
    languages: screen.languages,
    language_turn_ms: screen.languageTurnS * 1000 || language_turn_ms_usual,
    theme: screen.theme,
    turn_degrees: degrees_of(screen.turn),
    safe_area: Math.min(screen.safeAreaPermille, safe_area_permille_max) / 1000,
    pixel_shift: screen.pixelShift,
    blank: screen.blank,
    identify_until_ms: Number(screen.identifyUntilMs),
    reloads: screen.reloads,
  };
}

function scene_view(scene: Scene | undefined): SceneView {
  return {
    kind: scene?.kind ?? SceneKind.UNSPECIFIED,
    room: scene?.room ?? "",
    session: scene?.session ?? "",
    declaration: scene?.declaration ?? "",
    announcement: scene?.announcement ?? "",
    note: scene?.note ?? [],
  };
}

function degrees_of(turn: ScreenTurn): ScreenView["turn_degrees"] {
  switch (turn) {
    case ScreenTurn.SCREEN_TURN_90:
      return 90;
    case ScreenTurn.SCREEN_TURN_180:
      return 180;
    case ScreenTurn.SCREEN_TURN_270:
      return 270;
    default:
      return 0;
  }
}

// Both go into style sheets and documents: nothing else than what they are said to be gets there.

const color_of = (text: string): string => (/^#[0-9a-f]{6}$/i.test(text) ? text : "");

function picture_url(bytes: Uint8Array): string | undefined {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const type = media_type(binary);
  return type && `data:${type};base64,${btoa(binary)}`;
}

function media_type(binary: string): string | undefined {
  if (binary.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (binary.startsWith("RIFF") && binary.slice(8, 12) === "WEBP") return "image/webp";
  // A byte order mark may stand before it.
  return /^(\xef\xbb\xbf)?\s*<(svg|\?xml|!--|!DOCTYPE svg)/i.test(binary) ? "image/svg+xml" : undefined;
}
