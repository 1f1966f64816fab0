// What was announced, as a big screen says it: which of it, whose turn it is, and in which language all of it is ready.

import { AnnouncementPriority, embargo_of, is_killed, reading_language, told_at_ms, type Texts } from "@dais/sdk";
import { correction_of } from "@dais/ui/announced.ts";
import type { Said } from "@dais/ui/board.svelte.ts";
import type { Language } from "@dais/ui/messages.ts";
import { moment_words } from "@dais/ui/said.ts";
import { interface_language } from "@dais/ui/languages.ts";
import { takes_all } from "../live/emergencies.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";
import { say } from "../messages/messages.ts";

export type Level = "emergency" | "urgent" | "important" | "notice";

/** An announcement as a screen tells it. */
export interface Told {
  readonly id: string;
  readonly level: Level;
  readonly killed: boolean;
  /** That it is not to be used, or that it was corrected since; empty: it stands as it is. */
  readonly warning: string;
  /** That it corrects another; empty: it does not. */
  readonly corrects: string;
  /** Empty: it has none, and its text is as large as one. */
  readonly title: Texts;
  readonly body: Texts;
  readonly dateline: Texts;
  /** In which all of it is ready. */
  readonly language: string;
  readonly since: string;
  readonly issuer: string;
}

const levels: Partial<Record<AnnouncementPriority, Level>> = {
  [AnnouncementPriority.EMERGENCY]: "emergency",
  [AnnouncementPriority.URGENT]: "urgent",
  [AnnouncementPriority.IMPORTANT]: "important",
};

export function told({ announcement }: Said, stage: Stage, reader: ScreenReader): Told {
  const { programme, now_ms } = stage.board;
  const killed = is_killed(announcement);
  const since = moment_words(reader, programme.venue, told_at_ms(announcement), now_ms);
  return {
    id: announcement.id,
    level: levels[announcement.priority] ?? "notice",
    killed,
    warning: killed ? reader.say("not_to_be_used") : announcement.corrected_by === "" ? "" : reader.say("corrected"),
    corrects: !killed && announcement.corrects !== "" ? reader.say("corrects") : "",
    title: killed ? announcement.kill_notice : announcement.title,
    body: killed ? [] : announcement.body,
    dateline: killed ? [] : announcement.dateline,
    language: killed ? "" : reading_language(announcement, reader.chain, programme.summit()?.languages),
    since: reader.say("announced_at", { time: since }),
    issuer: announcement.issuer_name,
  };
}

/** Its paragraphs, as they are written. */
export function paragraphs(text: string): string[] {
  return text.split(/\s*\n\s*/).filter((one) => one !== "");
}

/** What the scene is of: all that stands but for what was corrected, or the one that was asked for, or what corrects it. */
export function announcements_of(stage: Stage): readonly Said[] {
  const { said } = stage.board;
  const calm = said.filter((one) => !takes_all(one) && embargo_of(one.announcement, one.source.log.clock.now()) === undefined);
  const asked = stage.scene.announcement;
  if (asked === "") return calm.filter((one) => correction_of(one, calm) === undefined);
  const one = calm.find(({ announcement }) => announcement.id === asked);
  return one ? [correction_of(one, calm) ?? one] : [];
}

/** The emergencies that stand, but for those that another of them corrects. */
export function emergencies_of(stage: Stage): readonly Said[] {
  return stage.emergencies.filter((one) => correction_of(one, stage.emergencies) === undefined);
}

/**
 * Which of so many takes the turn with this number, while as many languages take turns at the same pace: one after the
 * other, and each of them in each language.
 */
export function turn_in_languages(turn_no: number, all: number, languages: number): number {
  // After so many turns the same would come in the same languages again.
  const round = least_common_multiple(Math.max(1, all), Math.max(1, languages));
  return all < 2 ? 0 : (turn_no + Math.floor(turn_no / round)) % all;
}

function least_common_multiple(one: number, other: number): number {
  let [divisor, rest] = [one, other];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return (one / divisor) * other;
}

/** What the other languages of the screen call an emergency, each once. */
export function emergency_elsewhere(stage: Stage, reader: ScreenReader): { language: Language; word: string }[] {
  const spoken = stage.languages.map((tag) => interface_language([tag], []));
  const others = [...new Set(spoken)].filter((one) => one !== reader.language);
  return others.map((language) => ({ language, word: say(language, "emergency") }));
}

export function announcement_lines(stage: Stage, reader: ScreenReader): string[] {
  const lines = announcements_of(stage).map((said) => line_of(said, stage, reader));
  return lines.length > 0 ? lines : [reader.say("no_announcements")];
}

export function emergency_lines(stage: Stage, reader: ScreenReader): string[] {
  return emergencies_of(stage).map((said) => line_of(said, stage, reader));
}

function line_of(said: Said, stage: Stage, reader: ScreenReader): string {
  const one = told(said, stage, reader);
  const words = [one.warning, reader.pick(one.title, one.language).text, one.corrects, reader.pick(one.body, one.language).text];
  const text = words.filter((part) => part !== "").join(" – ");
  return `${reader.say(one.level)}: ${text}`;
}
