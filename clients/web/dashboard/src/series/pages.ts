// A series on a wall, where nothing scrolls: its sections take turns, each on as many pages as it needs.

export const sections = ["declarations", "bodies", "commitments", "editions"] as const;
export type Section = (typeof sections)[number];

export interface WallPage {
  readonly section: Section;
  readonly from: number;
  readonly end: number;
}

/** As many of each find room on one page. */
export const on_page_max: Readonly<Record<Section, number>> = { declarations: 5, bodies: 6, commitments: 8, editions: 6 };

/** As few pages as will do, those of a section as even as they can be. */
export function wall_pages(counts: Readonly<Record<Section, number>>): WallPage[] {
  return sections.flatMap((section) => {
    const count = counts[section];
    const pages = Math.ceil(count / on_page_max[section]);
    const share = Math.ceil(count / Math.max(1, pages));
    return Array.from({ length: pages }, (_, page) => ({
      section,
      from: page * share,
      end: Math.min(count, (page + 1) * share),
    }));
  });
}
