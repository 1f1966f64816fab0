// Text that fits by measuring: a box's letters are as large as they can be for all of it to show, in whatever language.
//
//   <div {@attach fit({ most: 6, least: 1 })}>…</div>
//
// The box must have a size of its own (of a grid or a flex line, never of what it holds). Sizes are in rem, the screen's unit;
// what is within should be in em. Where even the least does not do, what is marked data-drop="1" goes, then what is marked
// "2", and so on; and when nothing is left to go, the letters become smaller still: nothing is ever cut.
//
// It measures when the box has another size and when what it holds says something else. Figures that tick (within <time> or
// .digits, as many as before) do not count as that: they must not make a screen measure every second.

import type { Attachment } from "svelte/attachments";

export interface Fit {
  /** Rem. */
  readonly most: number;
  readonly least: number;
}

const steps = 7;
/** Of `least`, when nothing is left to be dropped. */
const last_resort = 0.4;

export function fit({ most, least }: Fit): Attachment<HTMLElement> {
  return (box) => {
    let asked = false;
    const measure = (): void => {
      asked = false;
      settle(box, most, least);
    };
    // Before the next picture is drawn, however often it was asked for.
    const ask = (): void => {
      if (asked) return;
      asked = true;
      queueMicrotask(measure);
    };
    const sizes = new ResizeObserver(ask);
    sizes.observe(box);
    const words = new MutationObserver((mutations) => {
      if (mutations.some(says_something_else)) ask();
    });
    words.observe(box, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });
    // A font is fetched when its first letter is drawn, as when the language turns.
    document.fonts.addEventListener("loadingdone", ask);
    measure();
    return () => {
      sizes.disconnect();
      words.disconnect();
      document.fonts.removeEventListener("loadingdone", ask);
    };
  };
}

function says_something_else({ type, target, oldValue }: MutationRecord): boolean {
  if (type !== "characterData") return true;
  const ticks = target.parentElement?.closest("time, .digits") !== null;
  return !ticks || (target.nodeValue ?? "").length !== (oldValue ?? "").length;
}

function settle(box: HTMLElement, most: number, least: number): void {
  if (box.clientWidth === 0 || box.clientHeight === 0) return;
  const droppable = [...box.querySelectorAll<HTMLElement>("[data-drop]")];
  const ranks = [...new Set(droppable.map((one) => Number(one.dataset["drop"])))].sort((a, b) => a - b);
  // A word that is longer than the box at the least size is broken somewhere, rather than that all else gives way to it.
  box.style.overflowWrap = "";
  for (const one of droppable) one.hidden = false;
  if (!takes(box, least) && box.scrollWidth > box.clientWidth + 1) box.style.overflowWrap = "anywhere";
  // Dropped: nothing, what goes first, that and what goes next …
  for (let dropped = 0; dropped <= ranks.length; dropped += 1) {
    for (const one of droppable) one.hidden = ranks.indexOf(Number(one.dataset["drop"])) < dropped;
    if (takes(box, least)) return grow(box, least, most);
  }
  grow(box, least * last_resort, least);
}

function takes(box: HTMLElement, rem: number): boolean {
  box.style.fontSize = `${rem}rem`;
  // Half a pixel of rounding is no overflow.
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}

function grow(box: HTMLElement, from: number, to: number): void {
  if (takes(box, to)) return;
  let [fits, too_large] = [from, to];
  for (let step = 0; step < steps; step += 1) {
    const between = (fits + too_large) / 2;
    if (takes(box, between)) fits = between;
    else too_large = between;
  }
  // Exactly: a line more is but a thousandth away.
  box.style.fontSize = `${fits}rem`;
}
