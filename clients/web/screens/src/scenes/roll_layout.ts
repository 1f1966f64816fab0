// How the names of a roll stand on a page of a big screen: in columns, as large as they can be, and never smaller than can
// be read across a hall; what does not fit so comes on another page.

import type { RollCell } from "@dais/ui/roll_state.ts";

export interface RollLayout {
  /** Of the letters of most names, in rem; those of a long one are smaller. */
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
  /** As many stand on each page, but for the last. */
  readonly per_page: number;
  /** Of one place, in that size. */
  readonly width: number;
  readonly height: number;
}

/** A place that stays empty, so that no heading stands below its names' column. */
export type PlacedCell = RollCell | { readonly gap: string };

export const column_gap_rem = 1;
const size_max = 2.6;
/** What most names take up, with sign and flag, in their own size. */
const name_em = { width: 12.5, height: 1.5 };
const columns_max = 10;

/** With letters of at least this size, in rem, on as few pages as will do. */
export function lay_out_roll(cells: number, width_rem: number, height_rem: number, least: number): RollLayout {
  for (let pages = 1; ; pages += 1) {
    const layout = largest(Math.max(1, cells), pages, width_rem, height_rem);
    if (layout.size >= least || layout.per_page === 1) return layout;
  }
}

function largest(cells: number, pages: number, width_rem: number, height_rem: number): RollLayout {
  const per_page = Math.ceil(cells / pages);
  const choices = Array.from({ length: columns_max }, (_, index): RollLayout => {
    const rows = Math.ceil(per_page / (index + 1));
    const columns = Math.ceil(per_page / rows);
    const width = Math.max(0, (width_rem - (columns - 1) * column_gap_rem) / columns);
    const size = Math.min(size_max, width / name_em.width, height_rem / rows / name_em.height);
    const [of_width, of_height] = size > 0 ? [width / size, height_rem / rows / size] : [0, 0];
    return { size, columns, rows, pages: Math.ceil(cells / per_page), per_page, width: of_width, height: of_height };
  });
  return choices.reduce((best, one) => (one.size > best.size ? one : best));
}

/** The cells of all pages in their places, and how they are laid out. */
export function placed_roll(cells: readonly RollCell[], width_rem: number, height_rem: number, least: number): { layout: RollLayout; placed: PlacedCell[] } {
  const first = lay_out_roll(cells.length, width_rem, height_rem, least);
  const placed = with_gaps(cells, first);
  if (placed.length === cells.length) return { layout: first, placed };
  const layout = lay_out_roll(placed.length, width_rem, height_rem, least);
  return { layout, placed: with_gaps(cells, layout) };
}

// A heading at the foot of a column goes to the head of the next.
function with_gaps(cells: readonly RollCell[], { rows, per_page }: RollLayout): PlacedCell[] {
  const placed: PlacedCell[] = [];
  for (const cell of cells) {
    const place = placed.length % per_page;
    const last = place % rows === rows - 1 || place === per_page - 1;
    if ("heading" in cell && last && rows > 1) placed.push({ gap: `before ${cell.heading}` });
    placed.push(cell);
  }
  return placed;
}
