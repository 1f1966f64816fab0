// A list that is longer than its place is shown in pages: as many items on each as fit, none cut.

/** Where each page begins and ends, given how high the items are and what is between two of them. */
export function paged(heights: readonly number[], gap: number, height: number): { first: number; end: number }[] {
  const pages: { first: number; end: number }[] = [];
  let [first, used] = [0, 0];
  heights.forEach((one, index) => {
    const needed = used === 0 ? one : used + gap + one;
    if (index > first && needed > height + 1) {
      pages.push({ first, end: index });
      [first, used] = [index, one];
    } else {
      used = needed;
    }
  });
  if (first < heights.length) pages.push({ first, end: heights.length });
  return pages;
}
