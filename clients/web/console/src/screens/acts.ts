// What screens are told, each with the words by which it is remembered and may be undone.

import type { Verb } from "@dais/sdk";
import type { Answer } from "@dais/ui/api/ask.ts";
import type { Reader } from "../live/reader.svelte.ts";
import type { Control } from "./control.svelte.ts";
import { scene_key } from "./scene_names.ts";
import { scene_of, type SceneDraft } from "./scene_draft.ts";

type Told = Promise<Answer<readonly bigint[]>>;

const identify_ms = 30_000;
/** By the log's clock, the most that the server allows; a day that is played has less of real time. */
const identify_ms_max = 10 * 60_000 - 5_000;

async function remembered(control: Control, screens: readonly string[], words: string, told: Told, undone = true): Told {
  const answer = await told;
  if (answer.ok) control.last.take({ words, screens, positions: undone ? answer.value : [] });
  return answer;
}

/** `basis`: of what its author saw when it was chosen. */
export function show_scene(control: Control, reader: Reader, screens: readonly string[], draft: SceneDraft, basis: bigint): Told {
  const scene = scene_of(draft);
  const told = control.tell_all(screens, (some) => ({ case: "showScene", value: { screens: some, scene } }), basis);
  const words = reader.say("did_show", { scene: reader.say(scene_key(draft.kind)), count: screens.length });
  return remembered(control, screens, words, told);
}

export function blank_screens(control: Control, reader: Reader, screens: readonly string[], blank: boolean): Told {
  const told = control.tell_all(screens, (some) => ({ case: "blankScreens", value: { screens: some, blank } }));
  return remembered(control, screens, reader.say(blank ? "did_dark" : "did_lit", { count: screens.length }), told);
}

/** For half a minute. */
export function identify_screens(control: Control, reader: Reader, screens: readonly string[]): Told {
  const { log_now_ms, rate } = control.board;
  const untilMs = BigInt(Math.round(log_now_ms + Math.min(identify_ms * (rate || 1), identify_ms_max)));
  const told = control.tell_all(screens, (some) => ({ case: "identifyScreens", value: { screens: some, untilMs } }));
  return remembered(control, screens, reader.say("did_identify", { count: screens.length }), told, false);
}

export function reload_screens(control: Control, reader: Reader, screens: readonly string[]): Told {
  const told = control.tell_all(screens, (some) => ({ case: "reloadScreens", value: { screens: some } }));
  return remembered(control, screens, reader.say("did_reload", { count: screens.length }), told, false);
}

export function remove_screen(control: Control, reader: Reader, id: string, name: string): Told {
  const told = control.tell_all([id], () => ({ case: "removeScreen", value: { id } }) satisfies Verb);
  return remembered(control, [], reader.say("did_remove", { name }), told);
}
