// A scene being chosen: what the form holds, and the Scene that it comes to.

import { SceneKind, type SceneView, type Verb } from "@dais/sdk";

export type SceneInit = NonNullable<Extract<Verb, { case: "showScene" }>["value"]["scene"]>;
export type SceneField = "room" | "session" | "declaration" | "announcement" | "note";

export interface NoteDraft {
  language: string;
  text: string;
}

export interface SceneDraft {
  kind: SceneKind;
  room: string;
  session: string;
  declaration: string;
  announcement: string;
  notes: NoteDraft[];
}

const fields: Readonly<Partial<Record<SceneKind, readonly SceneField[]>>> = {
  [SceneKind.DOOR]: ["room"],
  [SceneKind.FLOOR]: ["room", "session"],
  [SceneKind.PODIUM]: ["room", "session", "note"],
  [SceneKind.ANNOUNCEMENT]: ["announcement"],
  [SceneKind.ROLL]: ["declaration"],
  [SceneKind.WELCOME]: ["note"],
  [SceneKind.STANDBY]: ["note"],
};

/** What may be said of a scene of this kind; the server refuses anything else. */
export const fields_of = (kind: SceneKind): readonly SceneField[] => fields[kind] ?? [];

/** As a Screen has it now; with a line for words in the first of the languages. */
export function draft_of(scene: SceneView, languages: readonly string[]): SceneDraft {
  const { kind, room, session, declaration, announcement, note } = scene;
  const notes = note.map(({ language, text }) => ({ language, text }));
  if (notes.length === 0) notes.push({ language: languages[0] ?? "en", text: "" });
  return { kind, room, session, declaration, announcement, notes };
}

/** What the kind has no use for is left out. */
export function scene_of(draft: SceneDraft) {
  const used = fields_of(draft.kind);
  const id = (field: Exclude<SceneField, "note">): string => (used.includes(field) ? draft[field] : "");
  return {
    kind: draft.kind,
    room: id("room"),
    session: id("session"),
    declaration: id("declaration"),
    announcement: id("announcement"),
    note: used.includes("note") ? notes_of(draft.notes) : [],
  } satisfies SceneInit;
}

function notes_of(notes: readonly NoteDraft[]): NoteDraft[] {
  return notes.map(({ language, text }) => ({ language, text: text.trim() })).filter(({ text }) => text !== "");
}

/** What a note says in a language, else in the first that it is written in. */
export function note_in(draft: SceneDraft, language: string): string {
  const notes = notes_of(draft.notes);
  return (notes.find((one) => one.language === language) ?? notes[0])?.text ?? "";
}
