// Which declaration a big screen shows the roll of, and what takes more than one word to say of it.

import { type DeclarationView, is_open, RollOrder, type RollLine } from "@dais/sdk";
import type { Source } from "@dais/ui/board.svelte.ts";
import { has_just_signed, type RollState, roll_state } from "@dais/ui/roll_state.ts";
import { adoption_words, counts, opening_words, type SpeaksOfRolls } from "@dais/ui/roll_words/said.ts";
import type { ScreenReader } from "../live/screen_reader.svelte.ts";
import type { Stage } from "../live/stage.svelte.ts";

export interface Declared {
  readonly source: Source;
  readonly declaration: DeclarationView;
}

/**
 * The declaration that was asked for; else the one that is open, of several the one that was opened last; else the one
 * that was adopted last. In this log or the series'.
 */
export function declared_on(stage: Stage): Declared | undefined {
  const { board, scene } = stage;
  const all = board.sources.flatMap((source) => source.institutions.declarations().map((declaration): Declared => ({ source, declaration })));
  if (scene.declaration !== "") return all.find(({ declaration }) => declaration.id === scene.declaration);
  const open = all.filter(({ source, declaration }) => is_open(declaration, board.now_of(source)));
  const adopted = all.filter(({ declaration }) => declaration.adopted_at_ms !== undefined);
  return last_by(open, ({ opened_at_ms }) => opened_at_ms) ?? last_by(adopted, ({ adopted_at_ms }) => adopted_at_ms);
}

function last_by(all: readonly Declared[], at_ms: (one: DeclarationView) => number | undefined): Declared | undefined {
  const time = ({ declaration }: Declared): number => at_ms(declaration) ?? -Infinity;
  return all.reduce<Declared | undefined>((last, one) => (last && time(last) > time(one) ? last : one), undefined);
}

// Put in order once, for the picture and for those who listen, and not whenever the clock ticks.
let worked_out: { readonly of: readonly unknown[]; readonly roll: RollState | undefined } = { of: [], roll: undefined };

/** Who stands on it and in which order, in the language of the turn; the same until any of that is another. */
export function roll_of({ source, declaration }: Declared, reader: Pick<ScreenReader, "chain" | "language">): RollState | undefined {
  const tags = [...reader.chain, reader.language];
  const of = [source, declaration, source.institutions.roll(declaration.id), tags.join()];
  if (of.some((one, index) => one !== worked_out.of[index])) {
    worked_out = { of, roll: roll_state(source.institutions, declaration.id, tags) };
  }
  return worked_out.roll;
}

/** In which order the names stand; empty if it goes without saying. */
export function order_words(reader: SpeaksOfRolls, roll: RollState): string {
  if (roll.declaration.roll_order === RollOrder.SIGNING) return reader.say("in_signing_order");
  return roll.letter === "" ? "" : reader.say("from_letter", { letter: roll.letter });
}

/** Whoever signed last, while that is news. */
export function just_signed({ source }: Pick<Declared, "source">, roll: RollState, stage: Stage): RollLine | undefined {
  const { latest } = roll;
  return latest && has_just_signed(latest, stage.board.now_of(source), stage.board.rate) ? latest : undefined;
}

export function roll_lines(stage: Stage, reader: ScreenReader): string[] {
  const declared = declared_on(stage);
  const roll = declared && roll_of(declared, reader);
  if (!declared || !roll) return [reader.say("no_declaration")];
  const { source, declaration } = declared;
  const { venue } = source.institutions;
  const now_ms = stage.board.now_of(source);
  const name = ({ party }: RollLine): string => reader.pick(party.name, roll.language).text;
  const names = (lines: readonly RollLine[]): string => lines.map(name).join(reader.say("comma"));
  const news = just_signed(declared, roll, stage);
  return [
    reader.pick(declaration.title).text,
    adoption_words(reader, venue, declaration),
    opening_words(reader, venue, declaration, now_ms),
    news ? reader.say("has_signed", { name: name(news) }) : "",
    roll.lines.length === 0 ? reader.say("nobody_endorsed") : counts(reader, roll).join(reader.say("comma")),
    names(roll.lines),
    roll.withdrawn.length > 0 ? `${reader.say("withdrawn")}: ${names(roll.withdrawn)}` : "",
  ];
}
