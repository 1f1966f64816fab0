// How the cells of a hall lie: equal rows that fill the scene, as many cells as are legible, as even from page to page as can
// be.

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
}

/** What a place has room for, and how wide its cells are against their height, in so many columns and rows. */
export interface Place {
  readonly columns_max: number;
  readonly rows_max: number;
  readonly aspect: (columns: number, rows: number) => number;
}

/** A cell reads best when it is so much wider than high. */
const good_aspect = 1.9;

/** The grid that leaves the fewest places empty, and turns the fewest pages. */
export function grid_of(count: number, { columns_max, rows_max, aspect }: Place): Grid {
  const grids: (Grid & { cost: number; ill_shaped: number })[] = [];
  for (let columns = 1; columns <= Math.max(1, columns_max); columns += 1) {
    for (let rows = 1; rows <= Math.max(1, rows_max); rows += 1) {
      const pages = Math.max(1, Math.ceil(count / (columns * rows)));
      const ill_shaped = Math.abs(Math.log(aspect(columns, rows) / good_aspect));
      grids.push({ columns, rows, pages, cost: columns * rows * pages + pages, ill_shaped });
    }
  }
  grids.sort((a, b) => a.cost - b.cost || a.pages - b.pages || a.ill_shaped - b.ill_shaped);
  const { columns, rows, pages } = grids[0]!;
  return { columns, rows, pages };
}

/** The rows of a page: as many in each as in the others, or one more in the first ones. */
export function rows_of<Item>(items: readonly Item[], { rows, pages }: Grid, page: number): (readonly Item[])[] {
  const on_page = shares(items, pages)[page] ?? [];
  return shares(on_page, Math.min(rows, on_page.length));
}

function shares<Item>(items: readonly Item[], count: number): (readonly Item[])[] {
  const [each, more] = [Math.floor(items.length / Math.max(1, count)), items.length % Math.max(1, count)];
  const first = (index: number): number => index * each + Math.min(index, more);
  return Array.from({ length: count }, (_, index) => items.slice(first(index), first(index + 1)));
}
