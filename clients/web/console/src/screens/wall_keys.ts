// Arrow keys on the wall: to the next tile as people see them, in whatever direction the page is written.

export interface Spot {
  readonly x: number;
  readonly y: number;
}

const arrows: Readonly<Record<string, Spot>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Which of the spots lies next to one of them in the direction of a key; undefined: none does, or it is no arrow. */
export function next_spot(spots: readonly Spot[], from: number, key: string): number | undefined {
  const arrow = arrows[key];
  const here = spots[from];
  if (!arrow || !here) return undefined;
  let best: { readonly index: number; readonly far: number } | undefined;
  spots.forEach(({ x, y }, index) => {
    const along = (x - here.x) * arrow.x + (y - here.y) * arrow.y;
    const aside = Math.abs((x - here.x) * arrow.y) + Math.abs((y - here.y) * arrow.x);
    if (along < 1 || aside > along * 4) return;
    const far = along + aside * 2;
    if (!best || far < best.far) best = { index, far };
  });
  return best?.index;
}
