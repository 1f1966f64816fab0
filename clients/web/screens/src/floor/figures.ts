// Figures that fill their place. Letters are measured with what may stand above and below them (fit.ts); figures have neither,
// and a clock that is read from a stage cannot give that room away.

import type { Attachment } from "svelte/attachments";

/** How high figures are, with a little air, of the size of their letters: Inter's are 0.73. */
const height_share = 0.8;

/** Of a place with a size of its own and one element within, as wide as the widest that it will show. most: rem. */
export function fill(most: number): Attachment<HTMLElement> {
  return (place) => {
    const figures = place.firstElementChild as HTMLElement;
    const settle = (): void => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const size = parseFloat(getComputedStyle(figures).fontSize);
      if (place.clientWidth === 0 || figures.offsetWidth === 0) return;
      const by_width = (size * place.clientWidth) / figures.offsetWidth;
      const settled = Math.min(most * rem, by_width * 0.995, place.clientHeight / height_share);
      // In rem, so that it is right at once on another screen.
      if (Math.abs(settled - size) > 0.5) figures.style.fontSize = `${(settled / rem).toFixed(3)}rem`;
    };
    const sizes = new ResizeObserver(settle);
    sizes.observe(place);
    sizes.observe(figures);
    void document.fonts.ready.then(settle);
    settle();
    return () => sizes.disconnect();
  };
}
