// Writes the service worker beside a built face, with the files that it keeps: all that was built, but letters of scripts that no
// language of the interface is written in, and flags, which are kept as they are shown.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const unneeded = /-(cyrillic|cyrillic-ext|greek|greek-ext|vietnamese|math|symbols)-|^flags\//;

/** path: from the folder into which it is built. */
export function worker_beside(path: string): Plugin {
  return {
    name: "dais-screen-worker",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => !name.endsWith(".html") && !unneeded.test(name))
        .map((name) => `/screen/${name}`)
        .sort();
      const source = await readFile(resolve(import.meta.dirname, "worker.js"), "utf8");
      // The page is part of what makes a version another.
      const pages = await readFile(resolve(dir!, "index.html"), "utf8");
      const hash = createHash("sha256").update(source + files.join() + pages).digest("hex").slice(0, 16);
      const written = source.replace("__FILES__", JSON.stringify(files)).replace("__VERSION__", JSON.stringify(`screen-${hash}`));
      await writeFile(resolve(dir!, path), written);
    },
  };
}
