// What a big screen's address asks for: /screen is whatever it was paired as; /screen/LOG?screen=ID is that Screen of the log;
// &scene=hall&room=ID&lang=fr,ar&theme=dark… is shown instead of what the Screen says, as in a preview; /screen?forget is
// none any more.

import { language_tags, type SceneKind } from "@dais/sdk";
import { decoded, one_of } from "@dais/ui/address.ts";
import { scene_kind } from "@dais/ui/scenes.ts";

export type ScreenTheme = "auto" | "light" | "dark" | "contrast";

export interface AskedScene {
  readonly kind: SceneKind;
  readonly room: string;
  readonly session: string;
  readonly declaration: string;
  readonly announcement: string;
  readonly note: string;
}

export interface ScreenAddress {
  /** Empty: what the device was paired for. */
  readonly log: string;
  /** Id of the Screen; empty: none in particular. */
  readonly screen: string;
  /** Undefined: the Screen's own. */
  readonly scene: AskedScene | undefined;
  readonly languages: readonly string[];
  readonly theme: ScreenTheme | undefined;
  /** Degrees, clockwise. */
  readonly turn: number | undefined;
  /** The share of each side that the device hides. */
  readonly safe_area: number | undefined;
  readonly at: string;
  /** A picture of a screen, elsewhere: it reports nothing. */
  readonly preview: boolean;
  /** Nothing turns: languages and pages stay where they begin. */
  readonly still: boolean;
  /** The device forgets which screen it is, and is to be paired anew. */
  readonly forgets: boolean;
  /** In a preview: emergencies are left out. */
  readonly quiet_emergency: boolean;
}

export function read_address(url: URL): ScreenAddress {
  const { searchParams } = url;
  const asked = (name: string): string => searchParams.get(name) ?? "";
  const log = /^\/screen\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? "";
  const turn = one_of(asked("turn"), ["0", "90", "180", "270"]);
  const safe = /^\d{1,3}$/.test(asked("safe")) ? Math.min(100, Number(asked("safe"))) / 1000 : undefined;
  return {
    log: decoded(log),
    screen: asked("screen"),
    scene: asked_scene(asked),
    languages: language_tags(asked("lang")),
    theme: one_of(asked("theme"), ["auto", "light", "dark", "contrast"]),
    turn: turn === undefined ? undefined : Number(turn),
    safe_area: safe,
    at: asked("at"),
    preview: searchParams.has("preview"),
    still: searchParams.has("still"),
    forgets: searchParams.has("forget"),
    quiet_emergency: searchParams.has("preview") && searchParams.has("quiet-emergency"),
  };
}

function asked_scene(asked: (name: string) => string): AskedScene | undefined {
  const kind = scene_kind(asked("scene"));
  if (kind === undefined) return undefined;
  const [room, session, declaration] = [asked("room"), asked("session"), asked("declaration")];
  return { kind, room, session, declaration, announcement: asked("announcement"), note: asked("note") };
}
