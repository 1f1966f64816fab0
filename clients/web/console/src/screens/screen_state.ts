// What a tile of the wall says of a Screen: whether each device that shows it shows what it was asked for and, if not, what
// is wrong. Nothing here knows words, a page or a clock. Durations are real time, of which a day that is played has less.

import type { Presence, SceneKind, ScreenView } from "@dais/sdk";
import { drawn_kind } from "@dais/ui/scenes.ts";
import type { Trail } from "./trail.ts";

export type ShownScreen = Presence["screens"][number];

/** switching: it was asked for something else a moment ago. unknown: nobody tells this reader what screens report. */
export type Level = "live" | "switching" | "doubt" | "lost" | "unknown";

export type Trouble =
  | { readonly what: "gone"; readonly since_ms: number }
  | { readonly what: "never_paired" | "never_heard" | "no_emergency" | "dark" | "lit" | "differs" | "draws_nothing" }
  | { readonly what: "silent" | "old" | "behind" | "not_drawn"; readonly for_ms: number }
  | { readonly what: "other_scene"; readonly shows: SceneKind; readonly asked: SceneKind }
  | { readonly what: "faults"; readonly count: number }
  | { readonly what: "other_size"; readonly size: string; readonly was: string };

export interface DeviceState {
  /** As which it is signed in. */
  readonly login: string;
  readonly level: Level;
  /** The worst first. */
  readonly troubles: readonly Trouble[];
  /** Undefined: it was never heard. */
  readonly shown: ShownScreen | undefined;
}

export interface ScreenState {
  readonly level: Level;
  readonly troubles: readonly Trouble[];
  readonly devices: readonly DeviceState[];
}

/** What the wall knows beside the Screen and what was heard of it. */
export interface Knowledge {
  /** The log's time and rate. */
  readonly now_ms: number;
  readonly rate: number;
  /** What the public, and so every screen, is shown. */
  readonly trail: Trail;
  /** Ids of the emergencies that stand: they go before every scene. */
  readonly emergencies: readonly string[];
  /** Staff alone are told what screens report. */
  readonly told: boolean;
  /** Logins of screens that are paired, by id of the Screen; undefined: not known. */
  readonly paired: ReadonlyMap<string, readonly string[]> | undefined;
  /** Whether the summit has a room. */
  has_room(id: string): boolean;
  /** It was asked for something else a moment ago. */
  is_switching(screen: string): boolean;
  /** The picture that a login is known to have; undefined: none yet. */
  size_of(login: string): string | undefined;
}

export const not_known: ScreenState = { level: "unknown", troubles: [], devices: [] };

/** A report comes every five seconds, and is passed on within as many, twice behind an edge. */
export const silent_ms = 15_000;
const lost_ms = 60_000;
const old_ms = 15_000;
const behind_ms = 10_000;
const not_drawn_ms = 20_000;

export function screen_state(screen: ScreenView, heard: readonly ShownScreen[], known: Knowledge): ScreenState {
  if (!known.told) return not_known;
  const paired = known.paired?.get(screen.id) ?? [];
  const own = heard.filter(({ report }) => report?.screenId === screen.id);
  const there = own.filter(({ connected }) => connected);
  // One that is gone matters while it is paired; where nobody knows, while no other stands in for it.
  const gone = own.filter(({ connected, login }) => !connected && (known.paired ? paired.includes(login) : there.length === 0));
  const silent = paired.filter((login) => !own.some((one) => one.login === login));
  const devices = [
    ...[...there, ...gone].map((shown) => device_state(screen, shown, known)),
    ...silent.map((login): DeviceState => ({ login, level: "lost", troubles: [{ what: "never_heard" }], shown: undefined })),
  ];
  if (devices.length === 0) return { level: "lost", troubles: [{ what: "never_paired" }], devices };
  const [worst] = [...devices].sort((a, b) => gravity[b.level] - gravity[a.level]);
  return { level: worst!.level, troubles: worst!.troubles, devices };
}

/** By id. */
export function screen_states(
  screens: readonly ScreenView[],
  heard: readonly ShownScreen[],
  known: Knowledge,
): ReadonlyMap<string, ScreenState> {
  return new Map(screens.map((screen) => [screen.id, screen_state(screen, heard, known)]));
}

/** Of each Screen the logins of the devices that are paired with it, as reports name them. */
export function paired_logins(logins: readonly { readonly id: string; readonly screen: string }[]): ReadonlyMap<string, readonly string[]> {
  const paired = new Map<string, string[]>();
  for (const { id, screen } of logins) if (screen !== "") paired.set(screen, [...(paired.get(screen) ?? []), `screen:${id}`]);
  return paired;
}

/** The worst last. */
export const gravity: Readonly<Record<Level, number>> = { live: 0, switching: 1, unknown: 2, doubt: 3, lost: 4 };

function device_state(screen: ScreenView, shown: ShownScreen, known: Knowledge): DeviceState {
  const heard_ms = Number(shown.heardAtMs);
  const quiet_ms = real_ms(known.now_ms - heard_ms, known);
  // One that loads itself anew is away for a moment.
  if (!shown.connected && known.is_switching(screen.id) && quiet_ms < silent_ms) {
    return { login: shown.login, level: "switching", troubles: [], shown };
  }
  if (!shown.connected || quiet_ms >= lost_ms) {
    return { login: shown.login, level: "lost", troubles: [{ what: "gone", since_ms: heard_ms }], shown };
  }
  const amiss = shows_amiss(screen, shown, known);
  const troubles: Trouble[] = quiet_ms >= silent_ms ? [{ what: "silent", for_ms: quiet_ms }] : [];
  troubles.push(...(known.is_switching(screen.id) ? [] : amiss), ...ails(shown, known));
  const level = troubles.length > 0 ? "doubt" : amiss.length > 0 ? "switching" : "live";
  return { login: shown.login, level, troubles, shown };
}

// What it draws and what it should.
function shows_amiss(screen: ScreenView, { report }: ShownScreen, known: Knowledge): Trouble[] {
  if (!report) return [];
  if (known.emergencies.length > 0) {
    return known.emergencies.includes(report.announcement) ? [] : [{ what: "no_emergency" }];
  }
  if (report.blank !== screen.blank) return [{ what: report.blank ? "dark" : "lit" }];
  const asked = asked_kind(screen, known);
  return screen.blank || report.scene === asked ? [] : [{ what: "other_scene", shows: report.scene, asked }];
}

/** The scene that a Screen draws if all is well. */
export function asked_kind({ scene, room }: ScreenView, known: Pick<Knowledge, "has_room">): SceneKind {
  return drawn_kind(scene.kind, known.has_room(scene.room || room));
}

// From what it draws, and how well.
function ails({ login, report, heardAtMs }: ShownScreen, known: Knowledge): Trouble[] {
  if (!report) return [];
  const troubles: Trouble[] = [];
  const digest = known.trail.digest_at(report.position);
  if (digest !== undefined && digest !== report.digest) troubles.push({ what: "differs" });
  if (report.ageMs >= old_ms) troubles.push({ what: "old", for_ms: report.ageMs });
  const passed_ms = known.trail.passed_ms(report.position);
  const late_ms = passed_ms === undefined ? 0 : real_ms(Number(heardAtMs) - passed_ms, known);
  if (late_ms >= behind_ms && report.ageMs < old_ms) troubles.push({ what: "behind", for_ms: late_ms });
  const undrawn_ms = real_ms(Number(heardAtMs - report.drawnAtMs), known);
  if (report.drawnAtMs === 0n) troubles.push({ what: "draws_nothing" });
  else if (undrawn_ms >= not_drawn_ms) troubles.push({ what: "not_drawn", for_ms: undrawn_ms });
  if (report.faults > 0) troubles.push({ what: "faults", count: report.faults });
  const [size, was] = [size_of(report), known.size_of(login)];
  if (was !== undefined && size !== "" && size !== was) troubles.push({ what: "other_size", size, was });
  return troubles;
}

/** "1920 × 1080"; empty: it did not say. */
export function size_of({ width, height }: { readonly width: number; readonly height: number }): string {
  return width > 0 && height > 0 ? `${width} × ${height}` : "";
}

const real_ms = (ms: number, { rate }: Knowledge): number => ms / (rate || 1);
