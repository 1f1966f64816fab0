// Which screen this device is, kept on it: so that it starts by itself after a power cut, and without a network.

import { keep, kept } from "@dais/ui/memory.ts";

export interface Identity {
  readonly log: string;
  /** Id of the Screen; empty: none in particular. */
  readonly screen: string;
  readonly name: string;
}

export function kept_identity(): Identity | undefined {
  try {
    const { log, screen, name } = JSON.parse(kept("screen") ?? "") as Partial<Record<keyof Identity, unknown>>;
    if (typeof log !== "string" || log === "" || typeof screen !== "string" || typeof name !== "string") return undefined;
    return { log, screen, name };
  } catch {
    return undefined;
  }
}

export function keep_identity(identity: Identity): void {
  keep("screen", JSON.stringify(identity));
}

export function forget_identity(): void {
  keep("screen", "");
}
