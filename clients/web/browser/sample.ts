// Real schedule files, where they lie beside the repository; they are not part of it.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

/** Its path; undefined: there is none here. */
export function sample(name: string): string | undefined {
  return ["..", "../..", "../../.."].map((up) => join(root, up, "shared/samples", name)).find(existsSync);
}
