// What a technician reads on the test card: what the screen is called, what it is drawn with, and how well it hears.

import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import { kept_identity } from "../live/identity.ts";
import type { Stage } from "../live/stage.svelte.ts";
import type { MessageKey } from "../messages/messages.ts";

export interface Fact {
  readonly key: MessageKey;
  readonly word: string;
  readonly value: string;
}

export function card_name(stage: Stage): string {
  return stage.screen?.name || kept_identity()?.name || stage.board.log.name;
}

export function card_facts(stage: Stage, reader: ScreenReader): Fact[] {
  const { board, picture } = stage;
  const size = `${Math.round(innerWidth * devicePixelRatio)} × ${Math.round(innerHeight * devicePixelRatio)}`;
  const drawn = `${Math.round(picture.width)} × ${Math.round(picture.height)}`;
  const degrees = degrees_of(picture.transform);
  const others = stage.languages.filter((one) => one !== stage.language);
  const as_of = board.as_of_ms === undefined ? "" : reader.say("as_of", { time: board.programme.venue.hours_minutes(board.as_of_ms, true) });
  const line = reader.say(board.cut_off ? "stale" : board.state);
  const facts: readonly (readonly [MessageKey, string])[] = [
    ["card_address", `${location.host}/${board.log.name}${stage.id === "" ? "" : ` ${stage.id}`}`],
    ["card_device", `${size}${devicePixelRatio === 1 ? "" : ` (× ${devicePixelRatio})`}`],
    ["card_picture", `${drawn} · ${reader.say(`shape_${picture.shape}`)}${degrees === 0 ? "" : ` · ${degrees}°`}`],
    ["card_unit", `${picture.unit_px.toFixed(1)} px`],
    ["card_languages", [stage.language, ...others].join(" · ")],
    ["card_theme", reader.say(`theme_${stage.theme}`)],
    ["card_line", [line, as_of].filter((part) => part !== "").join(" · ")],
    ["card_clock", clock_words(board.log.clock.doubt_ms)],
  ];
  return facts.map(([key, value]) => ({ key, word: reader.say(key), value }));
}

/** By how much a picture is turned, clockwise. */
export function degrees_of(transform: string): number {
  return Number(/rotate\((\d+)deg\)/.exec(transform)?.[1] ?? 0);
}

// What was heard of the time is right within so much; nobody knows before the server has answered once.
function clock_words(doubt_ms: number): string {
  return Number.isFinite(doubt_ms) ? `± ${Math.max(1, Math.ceil(doubt_ms))} ms` : "–";
}
