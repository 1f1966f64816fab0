// How the roll of a declaration fits on a wall, where nothing scrolls: in columns, as large as it can be, and over several
// pages where even the smallest does not do.

export interface RollLayout {
  /** Of the page's letters. */
  readonly scale: number;
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
  /** As many lines stand on each page, but for the last. */
  readonly per_page: number;
}

/** What a line takes up at scale 1: a State's name in one or two lines. */
export const line_rem = { width: 14, height: 2.1 };
const scales = [1.9, 1.6, 1.35, 1.15, 1, 0.9];

export function lay_out_roll(lines: number, width_rem: number, height_rem: number): RollLayout {
  const fitting = scales.map((scale) => fit(lines, width_rem, height_rem, scale));
  return fitting.find(({ pages }) => pages === 1) ?? fitting.at(-1)!;
}

// As few pages as will do, as even as they can be.
function fit(lines: number, width_rem: number, height_rem: number, scale: number): RollLayout {
  const columns_max = Math.max(1, Math.floor(width_rem / (line_rem.width * scale)));
  const rows_max = Math.max(1, Math.floor(height_rem / (line_rem.height * scale)));
  const pages = Math.max(1, Math.ceil(lines / (columns_max * rows_max)));
  const per_page = Math.max(1, Math.ceil(lines / pages));
  const rows = Math.ceil(per_page / columns_max);
  return { scale, columns: Math.ceil(per_page / rows), rows, pages, per_page };
}
