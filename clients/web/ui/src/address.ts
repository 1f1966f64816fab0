// What every face's address may ask for: ?lang=ar,fr&theme=dark

import { language_tags } from "@dais/sdk";

export type Theme = "auto" | "light" | "dark";

export interface AskedFor {
  /** BCP 47, the best first; empty if it asks for none. */
  readonly languages: readonly string[];
  readonly theme: Theme | undefined;
}

export function read_asked(url: URL): AskedFor {
  const { searchParams } = url;
  return {
    languages: language_tags(searchParams.get("lang") ?? ""),
    theme: one_of(searchParams.get("theme"), ["auto", "light", "dark"]),
  };
}

/** The address with one parameter changed; without a value, removed. */
export function address_with(page: string, name: string, value: string): string {
  const changed = new URL(page);
  if (value === "") changed.searchParams.delete(name);
  else changed.searchParams.set(name, value);
  // `wall` and `mine` have no value, and a bare name and a comma read better in an address that people type.
  return changed.href.replace(/([?&](?:wall|mine))=(?=&|$)/g, "$1").replaceAll("%2C", ",");
}

export function live_url(url: URL): string {
  return `${url.protocol === "https:" ? "wss:" : "ws:"}//${url.host}/live`;
}

export function one_of<T extends string>(text: string | null | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === text);
}

/** A part of a path as it was meant; as it is if it makes no sense. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
