// What the page's address asks for: /d/LOG?lang=ar,fr&theme=dark&room=ID&view=now|day&wall&at=2024-09-12T10:30

import { language_tags } from "@dais/sdk";

export type View = "now" | "day";
export type Theme = "auto" | "light" | "dark";

export interface Address {
  /** Empty: the server's only log. */
  readonly log: string;
  /** BCP 47, the best first; empty if it asks for none. */
  readonly languages: readonly string[];
  readonly theme: Theme | undefined;
  readonly view: View | undefined;
  readonly room: string;
  readonly wall: boolean;
  /** The venue's clock shall start from here: "2024-09-12T10:30". */
  readonly at: string;
  /** The screen's own name, told to the server in reports. */
  readonly screen: string;
}

export function read_address(url: URL): Address {
  const asked = url.searchParams;
  const log = /^\/d\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? "";
  return {
    log: decode(log),
    languages: language_tags(asked.get("lang") ?? ""),
    theme: one_of(asked.get("theme"), ["auto", "light", "dark"]),
    view: one_of(asked.get("view"), ["now", "day"]),
    room: asked.get("room") ?? "",
    wall: asked.has("wall"),
    at: asked.get("at") ?? "",
    screen: asked.get("screen") ?? "",
  };
}

/** The address with one parameter changed; without a value, removed. */
export function address_with(page: string, name: string, value: string): string {
  const changed = new URL(page);
  if (value === "") changed.searchParams.delete(name);
  else changed.searchParams.set(name, value);
  // `wall` has no value, and a bare name and a comma read better in an address that people type.
  return changed.href.replace(/([?&]wall)=(?=&|$)/, "$1").replaceAll("%2C", ",");
}

export function live_url(url: URL): string {
  return `${url.protocol === "https:" ? "wss:" : "ws:"}//${url.host}/live`;
}

function one_of<T extends string>(text: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
