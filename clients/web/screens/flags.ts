// Puts the flags beside the face, as flags/ke.svg: of the members and observer States of the United Nations, which shows no
// flag for others. The list is the server's own (server/parties/states.txtpb), the pictures are of flag-icons.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

const pictures = resolve(dirname(createRequire(import.meta.url).resolve("flag-icons/package.json")), "flags/4x3");
const states = resolve(import.meta.dirname, "../../../server/parties/states.txtpb");

/** "ke" and the others, in alphabetical order. */
export function flag_codes(): string[] {
  const said = readFileSync(states, "utf8").matchAll(/ code2: "([A-Z]{2})".* has_flag: true/g);
  return [...said].map(([, code]) => code!.toLowerCase()).sort();
}

export function flag_picture(code: string): string {
  return readFileSync(resolve(pictures, `${code}.svg`), "utf8");
}

export function flags(): Plugin {
  return {
    name: "dais-flags",
    generateBundle() {
      for (const code of flag_codes()) this.emitFile({ type: "asset", fileName: `flags/${code}.svg`, source: flag_picture(code) });
    },
    configureServer({ middlewares }) {
      const codes = new Set(flag_codes());
      middlewares.use((request, response, next) => {
        const code = /\/flags\/([a-z]{2})\.svg$/.exec(request.url ?? "")?.[1] ?? "";
        if (!codes.has(code)) {
          next();
          return;
        }
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(flag_picture(code));
      });
    },
  };
}
