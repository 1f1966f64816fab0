// A summit's own colours, made fit to be read: what is written in or on them has at least the contrast that WCAG 2.2 asks
// for (AA, 4.5 : 1), on a light ground, on a dark one and in high contrast. A colour that would not do is taken lighter or
// darker until it does, and no further.

export type Ground = "light" | "dark" | "contrast";

type Rgb = readonly [number, number, number];

/** What tokens.css calls the grounds on which the accent is written. */
const papers: Readonly<Record<Ground, readonly Rgb[]>> = {
  light: [[0xf5, 0xf3, 0xee], [0xff, 0xff, 0xff]],
  dark: [[0x0b, 0x11, 0x1c], [0x13, 0x1c, 0x2b]],
  contrast: [[0, 0, 0]],
};
const contrast_min = 4.5;
const contrast_min_high = 7;
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

export interface LookTokens {
  readonly brand: string;
  /** What is written on the brand. */
  readonly brand_ink: string;
  /** The same, where it matters less. */
  readonly brand_soft: string;
  readonly accent: string;
}

/** Undefined: the summit has no colour of its own for it, or none that can be read as one. */
export function look_tokens({ brand, accent }: { readonly brand: string; readonly accent: string }, ground: Ground): Partial<LookTokens> {
  return { ...brand_tokens(parsed(brand), ground), ...accent_token(parsed(accent) ?? parsed(brand), ground) };
}

function brand_tokens(brand: Rgb | undefined, ground: Ground): Partial<LookTokens> {
  if (!brand || ground === "contrast") return {};
  // A wall in the dark is not lit by its own head.
  const shown = ground === "dark" ? darkened(brand, 0.16) : brand;
  const ink = contrast(shown, white) >= contrast_min ? white : contrast(shown, black) >= contrast(shown, white) ? black : white;
  return { brand: hex(shown), brand_ink: hex(ink), brand_soft: hex(soft_of(ink, shown)) };
}

// As far from the ink as can be read.
function soft_of(ink: Rgb, on: Rgb): Rgb {
  for (let share = 0.35; share > 0; share -= 0.05) {
    const soft = mixed(ink, on, share);
    if (contrast(soft, on) >= contrast_min) return soft;
  }
  return ink;
}

function accent_token(accent: Rgb | undefined, ground: Ground): Partial<LookTokens> {
  if (!accent) return {};
  const least = ground === "contrast" ? contrast_min_high : contrast_min;
  return { accent: hex(readable(accent, papers[ground], least)) };
}

/** The colour, or the nearest shade of it that has this contrast to each of the grounds. */
function readable(color: Rgb, grounds: readonly Rgb[], least: number): Rgb {
  const towards = grounds.every((one) => luminance(one) < 0.2) ? white : black;
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mixed(color, towards, share);
    if (grounds.every((one) => contrast(shade, one) >= least)) return shade;
  }
  return towards;
}

function darkened(color: Rgb, luminance_max: number): Rgb {
  let shade = color;
  for (let share = 0; share < 1 && luminance(shade) > luminance_max; share += 0.02) shade = mixed(color, black, share);
  return shade;
}

/** Of two colours, "#rrggbb": 1 to 21 (WCAG 2.2, contrast ratio). NaN if one of them is none. */
export function contrast_of(one: string, other: string): number {
  const [a, b] = [parsed(one), parsed(other)];
  return a && b ? contrast(a, b) : Number.NaN;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

// WCAG 2.2, relative luminance.
function luminance([red, green, blue]: Rgb): number {
  const part = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}

function mixed(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2): number => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

function parsed(text: string): Rgb | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  return found ? [Number.parseInt(found[1]!, 16), Number.parseInt(found[2]!, 16), Number.parseInt(found[3]!, 16)] : undefined;
}

function hex(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const names: Readonly<Record<keyof LookTokens, string>> = {
  brand: "--brand",
  brand_ink: "--brand-ink",
  brand_soft: "--brand-soft",
  accent: "--accent",
};

/** Puts them on a page, or takes those away that are not there. */
export function dress_in(root: HTMLElement, tokens: Partial<LookTokens>): void {
  for (const key of Object.keys(names) as (keyof LookTokens)[]) {
    const value = tokens[key];
    if (value === undefined) root.style.removeProperty(names[key]);
    else root.style.setProperty(names[key], value);
  }
}
