// What is wrong with a screen, in words.

import type { VenueTime } from "@dais/sdk";
import { moment_words } from "@dais/ui/said.ts";
import { duration_words } from "@dais/ui/dates.ts";
import type { Reader } from "../live/reader.svelte.ts";
import type { MessageKey } from "../messages/messages.ts";
import { scene_key } from "./scene_names.ts";
import type { Level, Trouble } from "./screen_state.ts";

export const level_keys: Readonly<Record<Level, MessageKey>> = {
  live: "level_live",
  switching: "level_switching",
  doubt: "level_doubt",
  lost: "level_lost",
  unknown: "level_unknown",
};

const plain = {
  never_paired: "trouble_never_paired",
  never_heard: "trouble_never_heard",
  no_emergency: "trouble_no_emergency",
  dark: "trouble_dark",
  lit: "trouble_lit",
  differs: "trouble_differs",
  draws_nothing: "trouble_draws_nothing",
} as const satisfies Record<string, MessageKey>;

const lasting = {
  silent: "trouble_silent",
  old: "trouble_old",
  behind: "trouble_behind",
  not_drawn: "trouble_not_drawn",
} as const satisfies Record<string, MessageKey>;

export function trouble_words(reader: Reader, venue: VenueTime, now_ms: number, trouble: Trouble): string {
  switch (trouble.what) {
    case "gone":
      return reader.say("trouble_gone", { time: moment_words(reader, venue, trouble.since_ms, now_ms) });
    case "silent":
    case "old":
    case "behind":
    case "not_drawn":
      return reader.say(lasting[trouble.what], { time: duration_words(reader.language, trouble.for_ms) });
    case "other_scene": {
      const [shown, asked] = [trouble.shows, trouble.asked].map((kind) => reader.say(scene_key(kind)));
      return reader.say("trouble_other_scene", { shown: shown!, asked: asked! });
    }
    case "faults":
      return reader.say("trouble_faults", { count: trouble.count });
    case "other_size":
      return reader.say("trouble_other_size", { size: trouble.size, was: trouble.was });
    default:
      return reader.say(plain[trouble.what]);
  }
}
