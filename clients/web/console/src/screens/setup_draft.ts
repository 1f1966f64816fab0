// How a Screen is set up: what the form holds, and the Screen that it comes to. What it shows stays as it is.

import { ScreenTheme, ScreenTurn, type RecordOf, type Kind, type Verb } from "@dais/sdk";

type Screen = RecordOf[Kind.SCREEN];
export type PutScreenInit = Extract<Verb, { case: "putScreen" }>["value"];

export interface SetUpDraft {
  name: string;
  room: string;
  languages: string[];
  /** In seconds; 0: as usual. */
  turn_s: number;
  theme: ScreenTheme;
  turn: ScreenTurn;
  safe_permille: number;
  pixel_shift: boolean;
  note: string;
}

export const themes = [ScreenTheme.UNSPECIFIED, ScreenTheme.LIGHT, ScreenTheme.DARK, ScreenTheme.HIGH_CONTRAST] as const;
export const turns = [ScreenTurn.SCREEN_TURN_UNSPECIFIED, ScreenTurn.SCREEN_TURN_90, ScreenTurn.SCREEN_TURN_180, ScreenTurn.SCREEN_TURN_270] as const;

export const degrees_of = (turn: ScreenTurn): number => Math.max(0, turns.indexOf(turn)) * 90;

export function setup_of(screen: Screen | undefined): SetUpDraft {
  return {
    name: screen?.name ?? "",
    room: screen?.room ?? "",
    languages: [...(screen?.languages ?? [])],
    turn_s: screen?.languageTurnS ?? 0,
    theme: screen?.theme ?? ScreenTheme.UNSPECIFIED,
    turn: screen?.turn ?? ScreenTurn.SCREEN_TURN_UNSPECIFIED,
    safe_permille: screen?.safeAreaPermille ?? 0,
    pixel_shift: screen?.pixelShift ?? false,
    note: screen?.staffNote ?? "",
  };
}

/** `held`: as it is now, of which the scene is kept. */
export function put_screen(id: string, draft: SetUpDraft, held: Screen | undefined): PutScreenInit {
  const screen = {
    name: draft.name.trim(),
    room: draft.room,
    languages: draft.languages,
    languageTurnS: whole(draft.turn_s),
    theme: draft.theme,
    turn: draft.turn,
    safeAreaPermille: whole(draft.safe_permille),
    pixelShift: draft.pixel_shift,
    staffNote: draft.note.trim(),
  };
  return { id, screen: held?.scene ? { ...screen, scene: held.scene } : screen };
}

// An empty field of numbers is none.
const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0);
