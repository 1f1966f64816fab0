// What of all that was said to everybody stands below a programme: what is pinned or urgent, one at a time. Emergencies take
// the whole screen, and what is calm has a scene of its own.

import { is_killed, type LocalText, reading_language } from "@dais/sdk";
import { correction_of, places_of } from "@dais/ui/announced.ts";
import type { Said } from "@dais/ui/board.svelte.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";

/** In turn. What was corrected is not shown beside its correction. */
export function on_strip(said: readonly Said[]): readonly Said[] {
  const { pinned_urgent, urgent, pinned } = places_of(said.filter((one) => correction_of(one, said) === undefined));
  return [...pinned_urgent, ...urgent, ...pinned];
}

export interface Told {
  readonly title: readonly LocalText[];
  /** What follows the title, of which the first sentence is told. */
  readonly body: readonly LocalText[];
  /** In which all of it is ready; empty: whichever there is. */
  readonly language: string;
}

export function told(stage: Stage, reader: ScreenReader, { announcement }: Said): Told {
  if (is_killed(announcement)) return { title: announcement.kill_notice, body: [], language: "" };
  const language = reading_language(announcement, reader.chain, stage.board.programme.summit()?.languages);
  const { title, body } = announcement;
  return title.length > 0 ? { title, body, language } : { title: body, body: [], language };
}

export function first_sentence(text: string, language: string): string {
  const plain = text.trim();
  const [first] = new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(plain);
  return first?.segment.trim() ?? plain;
}

/** The strip in sentences, for those who listen. */
export function strip_lines(stage: Stage, reader: ScreenReader): string[] {
  return on_strip(stage.board.said).map((said) => {
    const { title, body, language } = told(stage, reader, said);
    const more = reader.pick(body, language);
    return [reader.pick(title, language).text, first_sentence(more.text, more.language)].filter((part) => part !== "").join(" – ");
  });
}
