// How large a name can be in a cell of known size, reckoned from the widths of its words: dozens of names on one page are
// too many to be measured by laying each of them out.

/** How wide a word is, in its own size. */
export type WidthOf = (word: string) => number;

/** Of the size of most names. */
const shares = [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.45];
/** What a browser draws is not to a hair what it measured. */
const margin = 1.03;

export interface Cell {
  /** In the size of most names. */
  readonly width: number;
  readonly height: number;
  /** Between two lines, in the name's own size. */
  readonly line: number;
}

/** Undefined: it fits in none of the sizes, and must be measured. */
export function name_share(words: readonly string[], { width, height, line }: Cell, width_of: WidthOf): number | undefined {
  const widths = words.map((word) => width_of(word) * margin);
  const space = width_of(" ");
  return shares.find((share) => lines_of(widths, space, width / share) * line * share <= height);
}

// As a browser ends its lines: before the first word for which there is no room. Infinite: there is none for one alone.
function lines_of(widths: readonly number[], space: number, width: number): number {
  let [lines, used] = [1, 0];
  for (const one of widths) {
    if (one > width) return Infinity;
    if (used === 0) used = one;
    else if (used + space + one <= width) used += space + one;
    else [lines, used] = [lines + 1, one];
  }
  return lines;
}

const measured_px = 100;

/** The widths of words as this page draws them with the letters that it has, each measured once. */
export class WordWidths {
  readonly #known = new Map<string, number>();
  readonly #canvas = document.createElement("canvas").getContext("2d");

  constructor() {
    // The heaviest in which a name is written.
    if (this.#canvas) this.#canvas.font = `600 ${measured_px}px ${getComputedStyle(document.documentElement).fontFamily}`;
  }

  width_of(word: string): number {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    // Wide enough for whatever it is, where nothing can be measured.
    const width = this.#canvas ? this.#canvas.measureText(word).width / measured_px : word.length;
    this.#known.set(word, width);
    return width;
  }
}
