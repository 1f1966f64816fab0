// What stands in front of the wall: one thing at a time, about some Screens.

interface OfScreens<What> {
  readonly what: What;
  readonly screens: readonly string[];
}

interface OfScreen<What> {
  readonly what: What;
  readonly screen: string;
}

/** What is asked about before it is done. */
export type Asked = OfScreens<"blank"> | OfScreens<"reload"> | OfScreen<"remove">;

export type Open =
  | Asked
  | OfScreens<"scene">
  | OfScreen<"details">
  | OfScreen<"set_up">
  /** A device is paired: with this Screen or, if it is empty, with one that is chosen or made. */
  | (OfScreen<"pair"> & { readonly code: string; readonly fresh: boolean });
