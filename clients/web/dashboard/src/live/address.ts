// What the page's address asks for: /d/LOG?lang=ar,fr&theme=dark&room=ID&view=now|day&roll=ID&floor=ID&wall&mine&at=2024-09-12T10:30

import { address_with, type AskedFor, decoded, one_of, read_asked } from "@dais/ui/address.ts";

export type View = "now" | "day";

export interface Address extends AskedFor {
  /** Empty: the server's only log. */
  readonly log: string;
  readonly view: View | undefined;
  readonly room: string;
  /** Id of the declaration whose roll is shown; empty: none. */
  readonly roll: string;
  /** Id of the session whose floor is shown; empty: none. */
  readonly floor: string;
  readonly wall: boolean;
  /** Whoever is signed in sees what they may, rather than what everybody does. */
  readonly mine: boolean;
  /** The venue's clock shall start from here: "2024-09-12T10:30". */
  readonly at: string;
  /** The screen's own name, told to the server in reports. */
  readonly screen: string;
}

export function read_address(url: URL): Address {
  const { searchParams } = url;
  const log = /^\/d\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? "";
  return {
    ...read_asked(url),
    log: decoded(log),
    view: one_of(searchParams.get("view"), ["now", "day"]),
    room: searchParams.get("room") ?? "",
    roll: searchParams.get("roll") ?? "",
    floor: searchParams.get("floor") ?? "",
    wall: searchParams.has("wall"),
    mine: searchParams.has("mine"),
    at: searchParams.get("at") ?? "",
    screen: searchParams.get("screen") ?? "",
  };
}

/** Another page, for a reader who wants it as this one: of a log, or of the roll of one of its declarations. */
export function page_of(page: string, log: string, roll = ""): string {
  return address_with(as_wanted(page, log), "roll", roll);
}

/** The same of the floor of one of its sessions. */
export function floor_page(page: string, log: string, session: string): string {
  return address_with(as_wanted(page, log), "floor", session);
}

function as_wanted(page: string, log: string): string {
  const other = new URL(`/d/${encodeURIComponent(log)}`, page);
  const { searchParams } = new URL(page);
  for (const name of ["lang", "theme", "wall", "mine"]) {
    const value = searchParams.get(name);
    if (value !== null) other.searchParams.set(name, value);
  }
  return other.href;
}
