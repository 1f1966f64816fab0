// A summit's look being chosen: what the form holds, and the Look that it comes to.

import { type Kind, type LookView, type RecordOf, type Verb } from "@dais/sdk";

/** A picture as it is sent, and as it is shown. */
export interface Logo {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Empty: there is none. */
  readonly url: string;
}

export interface LookDraft {
  brand: string;
  accent: string;
  logo: Logo;
  logo_on_dark: Logo;
}

export type PutLookInit = Extract<Verb, { case: "putLook" }>["value"];

export const no_logo: Logo = { bytes: new Uint8Array(), url: "" };
/** Everybody gets it with the programme. */
export const logo_bytes_max = 16 * 1024;

export function look_draft(look: RecordOf[Kind.LOOK] | undefined, view: LookView | undefined): LookDraft {
  const logo = (bytes: Uint8Array | undefined, url: string | undefined): Logo =>
    bytes && url !== undefined ? { bytes: new Uint8Array(bytes), url } : no_logo;
  return {
    brand: view?.brand ?? "",
    accent: view?.accent ?? "",
    logo: logo(look?.logo, view?.logo),
    logo_on_dark: logo(look?.logoOnDark, view?.logo_on_dark),
  };
}

export function put_look({ brand, accent, logo, logo_on_dark }: LookDraft): PutLookInit {
  return { look: { brand: brand.trim(), accent: accent.trim(), logo: logo.bytes, logoOnDark: logo_on_dark.bytes } };
}

/** A file that somebody has chosen; undefined: it is too large, or cannot be read. */
export async function read_logo(file: File): Promise<Logo | undefined> {
  if (file.size > logo_bytes_max) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { bytes, url: `data:${file.type};base64,${btoa(binary)}` };
}

/** What the page shows of it where the summit says nothing: as tokens.css has it. */
export const dais_look = {
  light: { brand: "#16335c", brand_ink: "#ffffff", brand_soft: "#c9d5e8", accent: "#1f4e8c", paper: "#f5f3ee", ink: "#141b27" },
  dark: { brand: "#0e1a2f", brand_ink: "#ffffff", brand_soft: "#a9bad6", accent: "#8db8f2", paper: "#0b111c", ink: "#eef1f6" },
} as const;
