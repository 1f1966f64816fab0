// What a big screen draws from: the board, its own Screen record, and what follows from both: the scene, how the picture
// lies on the device, and what it is made of.

import { type AnnouncementView, language_tags, Origin, type RoomView, type SceneView, SceneKind, Screens, type ScreenView } from "@dais/sdk";
import { Board, type Said } from "@dais/ui/board.svelte.ts";
import { type DrawnKind, drawn_kind } from "@dais/ui/scenes.ts";
import { languages } from "@dais/ui/messages.ts";
import { takes_all } from "./emergencies.ts";
import type { ScreenAddress, ScreenTheme } from "./address.ts";
import type { Login } from "./login.svelte.ts";
import { theme_of } from "./theme.ts";
import { type Picture, picture_of } from "./picture.ts";

/** A scene with nothing left open: what is shown, and of what. */
export interface Shown extends Omit<SceneView, "kind"> {
  readonly kind: DrawnKind;
}

const nothing: SceneView = {
  kind: SceneKind.UNSPECIFIED,
  room: "",
  session: "",
  declaration: "",
  announcement: "",
  note: [],
};
/** Languages turn this often where nobody said otherwise. */
const language_turn_ms = 20_000;
const emergency_turn_ms = 8_000;
const steady_step_ms = 10_000;

export class Stage {
  readonly board: Board;
  readonly address: ScreenAddress;
  /** As which it was paired; undefined: its address alone says which screen it is. */
  readonly login: Login | undefined;
  readonly #screens: Screens;
  readonly #id: string;
  /** The scene that is drawn: the one that shall be, or one before it while that is on its way. */
  drawn = $state.raw<DrawnKind | undefined>();
  #width = $state(0);
  #height = $state(0);

  constructor(board: Board, address: ScreenAddress, screen_id: string, login?: Login) {
    this.board = board;
    this.address = address;
    this.login = login;
    this.#id = screen_id;
    this.#screens = new Screens(board.log.store);
    this.measure();
  }

  /** Of the device, in CSS pixels: called when it is another. */
  measure(): void {
    this.#width = innerWidth;
    this.#height = innerHeight;
  }

  get screens(): Screens {
    return this.board.with_records(this.#screens);
  }

  /** Its own record; undefined: it is none in particular, or that one is gone. */
  readonly screen: ScreenView | undefined = $derived.by(() => (this.#id === "" ? undefined : this.screens.screen(this.#id)));

  /** The Screen that it is was removed: it says so, and shows what the hall does. */
  readonly removed: boolean = $derived.by(() => this.#id !== "" && this.board.holds && this.screen === undefined);

  get id(): string {
    return this.#id;
  }

  readonly #asked: SceneView = $derived.by(() => {
    const { scene } = this.address;
    if (!scene) return this.screen?.scene ?? nothing;
    const note = scene.note === "" ? [] : [{ ...empty_text, text: scene.note }];
    return { ...scene, note };
  });

  /** The room that it hangs in or shows, if the summit has it. */
  readonly room: RoomView | undefined = $derived.by(() => {
    const id = this.#asked.room || (this.screen?.room ?? "");
    return id === "" ? undefined : this.board.programme.rooms().find((one) => one.id === id);
  });

  readonly scene: Shown = $derived.by(() => {
    const asked = this.#asked;
    return { ...asked, kind: drawn_kind(asked.kind, this.room !== undefined) };
  });

  /** What takes every screen. */
  readonly emergencies: readonly Said[] = $derived.by(() => (this.address.quiet_emergency ? [] : this.board.said.filter(takes_all)));

  readonly blank: boolean = $derived.by(() => (this.screen?.blank ?? false) && !this.address.preview && this.emergencies.length === 0);

  readonly identifies: boolean = $derived.by(
    () => !this.address.preview && (this.screen?.identify_until_ms ?? 0) > this.board.log_now_ms,
  );

  readonly theme: ScreenTheme = $derived.by(() => this.address.theme ?? theme_of(this.screen?.theme));

  /** The languages through which it turns; never empty. While nothing is held nobody has said which: all that it speaks. */
  readonly languages: readonly string[] = $derived.by(() => {
    const asked = [this.address.languages, this.screen?.languages ?? [], this.board.programme.summit()?.languages ?? []];
    const tags = language_tags((asked.find((some) => some.length > 0) ?? []).join(","));
    if (tags.length > 0) return tags;
    return this.board.holds ? ["en"] : Object.keys(languages);
  });

  /** The time shown, in steps: what a list is made by, on the minute and not each second. */
  readonly steady_ms: number = $derived.by(() => Math.floor(this.board.now_ms / steady_step_ms) * steady_step_ms);

  /** Which turn of the languages it is, by the log's clock: all screens of a hall turn together. */
  readonly language_turn_no: number = $derived.by(() => {
    const turn_ms = this.emergencies.length > 0 ? emergency_turn_ms : (this.screen?.language_turn_ms ?? language_turn_ms);
    return Math.floor((this.board.beat_s * 1000) / turn_ms);
  });

  readonly language: string = $derived.by(() => {
    return this.languages[this.address.still ? 0 : this.language_turn_no % this.languages.length]!;
  });

  /** How the picture lies on the device. */
  readonly picture: Picture = $derived.by(() =>
    picture_of({
      width: this.#width,
      height: this.#height,
      turn: this.address.turn ?? this.screen?.turn_degrees ?? 0,
      safe_area: this.address.safe_area ?? this.screen?.safe_area ?? 0,
      shift_no: this.screen?.pixel_shift === true && !this.address.still ? Math.floor(this.board.beat_s / shift_every_s) : 0,
    }),
  );

  /** The Announcement that stands before all others now: an emergency. */
  readonly foremost: AnnouncementView | undefined = $derived.by(() => this.emergencies[0]?.announcement);

  /** Of so many pages, the one whose turn it is. */
  page_of(pages: number, turn_s = 10): number {
    return this.address.still || pages < 2 ? 0 : Math.floor(this.board.beat_s / turn_s) % pages;
  }
}

const shift_every_s = 180;
const empty_text = { $typeName: "dais.v1.LocalText", language: "", text: "", origin: Origin.UNSPECIFIED, sourceDigest: new Uint8Array() } as const;
