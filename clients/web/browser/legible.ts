// What would be wrong with a picture for whoever stands before it, by what a browser has laid out: text outside the screen or
// cut by a box, boxes that hold more than they show, texts on top of each other, and contrast below WCAG 2.2 AA.

import type { Page } from "playwright-core";

/** One line each, to be read by whoever mends it; empty: nothing is wrong. */
export function faults_of(page: Page): Promise<string[]> {
  return page.evaluate(look_for_faults);
}

/** Returns once a screen is drawn as it stays: its fonts are there, and all that is measured has been. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="scene"]');
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForTimeout(300);
}

// Runs in the page, so that it is one function.
function look_for_faults(): string[] {
  interface Piece {
    readonly element: Element;
    readonly rects: DOMRect[];
    readonly words: string;
  }
  const slack_px = 1.5;
  const faults: string[] = [];
  const root = document.documentElement;
  const name_of = (element: Element): string => {
    const marked = element.closest("[data-testid]")?.getAttribute("data-testid") ?? "";
    return `${marked} <${element.tagName.toLowerCase()}${element.className === "" ? "" : ` class="${element.getAttribute("class")}"`}>`;
  };
  const is_seen = (element: Element): boolean => {
    if (element.closest(".hidden-but-read, svg, script, style, iframe") || !element.checkVisibility()) return false;
    const style = getComputedStyle(element);
    return style.visibility !== "hidden" && style.display !== "none" && Number(style.opacity) > 0;
  };

  // --- What is longer than its box or the screen

  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight)
    faults.push(`the page is ${root.scrollWidth} × ${root.scrollHeight} on a screen of ${innerWidth} × ${innerHeight}`);
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    if (!is_seen(element)) continue;
    const style = getComputedStyle(element);
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const [x, y] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
    if (x > slack_px || y > slack_px) faults.push(`overflow: ${name_of(element)} holds ${Math.max(x, 0)} × ${Math.max(y, 0)} px more than it shows`);
  }

  // --- The texts, each where it stands

  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const [element, words] = [node.parentElement, (node.nodeValue ?? "").trim()];
    if (!element || words === "" || !is_seen(element) || getComputedStyle(element).visibility === "hidden") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    pieces.push({ element, rects: [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5), words: words.slice(0, 40) });
  }

  for (const { element, rects, words } of pieces) {
    if (rects.length === 0) {
      faults.push(`without a place: ${name_of(element)} “${words}”`);
      continue;
    }
    const outside = (box: { left: number; top: number; right: number; bottom: number }): boolean =>
      // The letters are smaller than the line that they stand in.
      rects.some(({ left, right, top, bottom, height }) => left < box.left - slack_px || right > box.right + slack_px || top + height * 0.15 < box.top - slack_px || bottom - height * 0.15 > box.bottom + slack_px);
    if (outside({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })) faults.push(`outside: ${name_of(element)} “${words}”`);
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === "visible" && getComputedStyle(box).overflowY === "visible") continue;
      if (outside(box.getBoundingClientRect())) {
        faults.push(`cut: ${name_of(element)} “${words}” by ${name_of(box)}`);
        break;
      }
    }
    const px = Number.parseFloat(getComputedStyle(element).fontSize);
    const least = Math.max(7, Math.min(innerWidth, innerHeight) * 0.011);
    if (px < least && !element.closest("abbr")) faults.push(`small: ${name_of(element)} “${words}” in ${px.toFixed(1)} px`);
  }

  // --- Texts on top of each other

  for (let i = 0; i < pieces.length; i += 1) {
    for (let j = i + 1; j < pieces.length; j += 1) {
      const [a, b] = [pieces[i]!, pieces[j]!];
      if (a.element === b.element) continue;
      const hit = a.rects.some((one) =>
        b.rects.some((other) => {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          // What a line takes up above and below its letters may lie on another.
          const [a_slack, b_slack] = [one.height * 0.18, other.height * 0.18];
          const down = Math.min(one.bottom - a_slack, other.bottom - b_slack) - Math.max(one.top + a_slack, other.top + b_slack);
          return across > 2 && down > 0.1 * Math.min(one.height, other.height);
        }),
      );
      if (hit) faults.push(`overlap: “${a.words}” and “${b.words}” in ${name_of(a.element)}`);
    }
  }

  // --- Contrast

  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  context.canvas.width = context.canvas.height = 1;
  const over = (colors: readonly string[]): number[] => {
    context.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const seen_contrasts = new Set<string>();
  for (const { element, words } of pieces) {
    const style = getComputedStyle(element);
    const grounds: string[] = [];
    let drawn = false;
    for (let box: Element | null = element; box; box = box.parentElement) {
      const ground = getComputedStyle(box);
      if (ground.backgroundImage !== "none") drawn = true;
      grounds.unshift(ground.backgroundColor);
      // Opaque: nothing behind it shows.
      if (!/rgba\(.*, 0(\.\d+)?\)|\/ 0(\.\d+)?\)|transparent/.test(ground.backgroundColor)) break;
    }
    if (drawn) continue;
    const [ground, ink] = [over(grounds), over([...grounds, style.color])];
    const [a, b] = [luminance(ground), luminance(ink)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const px = Number.parseFloat(style.fontSize);
    const large = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio >= (large ? 3 : 4.5)) continue;
    const fault = `contrast ${ratio.toFixed(2)}: ${name_of(element)} “${words}” ${style.color} on ${ground.join()}`;
    if (!seen_contrasts.has(fault)) faults.push(fault);
    seen_contrasts.add(fault);
  }
  return faults.slice(0, 40);
}
