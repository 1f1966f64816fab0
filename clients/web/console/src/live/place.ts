// Where in the console somebody is, by its address:
//
//   /account, /account#link=SECRET     oneself; a one-time link
//   /account/people, …/people/LOG      who may do what; ?section=…
//   /account/screens, …/screens/LOG    what big screens show; ?section=…, ?pair=CODE

import { decoded, one_of } from "@dais/ui/address.ts";

/** The first is where one begins. */
export const sections = {
  account: [""],
  people: ["people", "invitations", "audit"],
  screens: ["wall", "devices", "look"],
} as const;
export type Page = keyof typeof sections;
export type Section = (typeof sections)[Page][number];

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
  const [, named, log] = /^\/account\/(people|screens)(?:\/([^/]+))?\/?$/.exec(url.pathname) ?? [];
  const code = url.searchParams.get("pair") ?? "";
  // A screen of an earlier release still says where people are.
  const page = named !== undefined && code !== "" ? "screens" : (one_of(named, ["people", "screens"]) ?? "account");
  return {
    page,
    log: decoded(log ?? url.searchParams.get("log") ?? ""),
    section: one_of<Section>(url.searchParams.get("section"), sections[page]) ?? sections[page][0],
    code,
    secret: new URLSearchParams(url.hash.slice(1)).get("link") ?? "",
  };
}

/** The address of a page of a log, or of all. */
export function page_path(page: Exclude<Page, "account">, log: string, query = ""): string {
  return `/account/${page}/${log === every_log ? log : encodeURIComponent(log)}${query}`;
}

/** What somebody opens to use a one-time link. Behind the "#", where no server sees it. */
export function link_address(origin: string, secret: string): string {
  return `${origin}/account#link=${secret}`;
}
