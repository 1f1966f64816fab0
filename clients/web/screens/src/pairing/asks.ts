// What a screen that is to be paired asks the server.

import { CollectPairingSchema, PairedSchema, PairingSchema } from "@dais/sdk/account";
import { ask, post, read } from "@dais/ui/api/ask.ts";

export const begin_pairing = async () => read(PairingSchema, await ask("pairing", {}));
export const collect_pairing = async (secret: string) =>
  read(PairedSchema, await post("pairing/collect", CollectPairingSchema, { secret }));

/** Whether this server is an edge: it sends questions on to another one, and a page of its own is not answered there. */
export async function only_repeats(): Promise<boolean> {
  try {
    return (await fetch("/api/v1/account", { redirect: "manual", cache: "no-store" })).type === "opaqueredirect";
  } catch {
    return false;
  }
}
