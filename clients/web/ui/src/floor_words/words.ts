// The words of a session's floor, which dashboards and big screens share. They are apart from those of the programme: a
// dashboard fetches them with a floor's page.

import { type MessagesLike, say_from, type Values } from "../messages.ts";
import type { Speaks } from "../said.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { pt } from "./pt.ts";

export type FloorWords = MessagesLike<typeof en>;
export type FloorKey = keyof FloorWords;

export const floor_catalogues = { en, fr, pt, es, ar };
const say = say_from<FloorKey>(floor_catalogues);

export function say_floor(reader: Pick<Speaks, "language" | "utter">, key: FloorKey, values?: Values): string {
  const words = say(reader.language, key, values);
  return reader.utter?.(words) ?? words;
}
