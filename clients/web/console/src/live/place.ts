// Where in the console somebody is, by its address:
//
//   /account, /account#link=SECRET     oneself; a one-time link
//   /account/people, …/people/LOG      who may do what; ?section=…, ?pair=CODE
//   /screen                            a big screen that wants to be paired

import { decoded, one_of } from "@dais/ui/address.ts";

export const sections = ["people", "invitations", "screens", "audit"] as const;
export type Section = (typeof sections)[number];
export type Page = "account" | "people" | "screen";

/** In place of a log's name: the server with all of its logs. */
export const every_log = "*";

export interface Address {
  readonly page: Page;
  /** Empty: none was named; `every_log`: all of them. */
  readonly log: string;
  readonly section: Section;
  /** What a screen shows; empty: none. */
  readonly code: string;
  /** Of a one-time link; empty: none. */
  readonly secret: string;
}

export function read_address(url: URL): Address {
  const [, people, log] = /^\/account\/(people)(?:\/([^/]+))?\/?$/.exec(url.pathname) ?? [];
  const code = url.searchParams.get("pair") ?? "";
  return {
    page: /^(\/account)?\/screen\/?$/.test(url.pathname) ? "screen" : people ? "people" : "account",
    log: decoded(log ?? ""),
    section: one_of(url.searchParams.get("section"), sections) ?? (code === "" ? "people" : "screens"),
    code,
    secret: new URLSearchParams(url.hash.slice(1)).get("link") ?? "",
  };
}

/** The address of the people of a log, or of all. */
export function people_path(log: string, query = ""): string {
  return `/account/people/${log === every_log ? log : encodeURIComponent(log)}${query}`;
}

/** What somebody opens to use a one-time link. Behind the "#", where no server sees it. */
export function link_address(origin: string, secret: string): string {
  return `${origin}/account#link=${secret}`;
}
