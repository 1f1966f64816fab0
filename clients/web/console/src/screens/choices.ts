// What a scene may be of, by name.

import { short_date } from "@dais/ui/dates.ts";
import type { Reader } from "../live/reader.svelte.ts";
import type { Choice } from "../people/book.svelte.ts";
import type { Control } from "./control.svelte.ts";

const plain = (id: string, text: string, hint = ""): Choice => ({ id, text: text || id, hint });

export function room_choices(control: Control, reader: Reader): readonly Choice[] {
  return control.rooms.map(({ id, name }) => plain(id, reader.pick(name).text));
}

/** Those that are on or coming first; then those that are over. */
export function session_choices(control: Control, reader: Reader, now_ms: number): readonly Choice[] {
  const { venue } = control.programme;
  const rooms = new Map(control.rooms.map(({ id, name }) => [id, reader.pick(name).text]));
  const sessions = control.programme.sessions();
  const [over, coming] = [true, false].map((wanted) => sessions.filter(({ ends_at_ms }) => ends_at_ms < now_ms === wanted));
  return [...coming!, ...over!].map(({ id, title, date, starts_at_ms, room }) => {
    const when = `${short_date(reader.language, date)} ${venue.hours_minutes(starts_at_ms)}`;
    const where = rooms.get(room);
    return plain(id, reader.pick(title).text, where === undefined ? when : `${when} · ${where}`);
  });
}

export function declaration_choices(control: Control, reader: Reader): readonly Choice[] {
  return control.institutions.flatMap((some) => some.declarations().map(({ id, title }) => plain(id, reader.pick(title).text)));
}

/** Those that stand. */
export function announcement_choices(control: Control, reader: Reader, now_ms: number): readonly Choice[] {
  const standing = control.programme.announcements(now_ms).filter(({ published_at_ms }) => published_at_ms > 0);
  return standing.map(({ id, title }) => plain(id, reader.pick(title).text));
}
