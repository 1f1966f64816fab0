// What the page's address asks for: /d/LOG?lang=ar,fr&theme=dark&room=ID&view=now|day&wall&mine&at=2024-09-12T10:30

import { type AskedFor, decoded, one_of, read_asked } from "@dais/ui/address.ts";

export type View = "now" | "day";

export interface Address extends AskedFor {
  /** Empty: the server's only log. */
  readonly log: string;
  readonly view: View | undefined;
  readonly room: string;
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
    wall: searchParams.has("wall"),
    mine: searchParams.has("mine"),
    at: searchParams.get("at") ?? "",
    screen: searchParams.get("screen") ?? "",
  };
}
