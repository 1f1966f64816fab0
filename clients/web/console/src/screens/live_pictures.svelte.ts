// Which tiles have a moving picture: those in sight, and not so many that a laptop minds. Each is a whole page that follows
// the summit, and all of them draw in turn with this one.

import type { Attachment } from "svelte/attachments";
import { SvelteSet } from "svelte/reactivity";

const pictures_max = Math.min(12, 2 * navigator.hardwareConcurrency);
const near = "120px";

export class LivePictures {
  readonly #near = new SvelteSet<string>();

  /** Those that came first keep theirs. */
  shows(screen: string): boolean {
    return [...this.#near].slice(0, pictures_max).includes(screen);
  }

  watch(screen: string): Attachment<HTMLElement> {
    return (element) => {
      const observer = new IntersectionObserver(
        (seen) => {
          if (seen.at(-1)?.isIntersecting) this.#near.add(screen);
          else this.#near.delete(screen);
        },
        { rootMargin: near },
      );
      observer.observe(element);
      return () => {
        observer.disconnect();
        this.#near.delete(screen);
      };
    };
  }
}
