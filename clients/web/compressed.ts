// Beside each built file of some length its Brotli form (RFC 7932), for browsers that take it: made once here, as well as it
// can be, rather than at each start of a server.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { Plugin } from "vite";

const worth_bytes = 1024;
const brotli = promisify(brotliCompress);

export function compressed(): Plugin {
  return {
    name: "dais-compressed",
    apply: "build",
    enforce: "post",
    async writeBundle({ dir }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|html)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const bytes = await readFile(join(dir!, name));
          if (bytes.length >= worth_bytes) await writeFile(join(dir!, `${name}.br`), await brotli(bytes));
        }),
      );
    },
  };
}
