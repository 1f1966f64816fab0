// The words of a floor's page, which is fetched apart: what other pages say of a floor is among theirs.

import { type MessagesLike, say_from, type Values } from "@dais/ui/messages.ts";
import type { Reader } from "../live/reader.svelte.ts";
import { ar_floor } from "../messages/ar_floor.ts";
import { en_floor } from "../messages/en_floor.ts";
import { es_floor } from "../messages/es_floor.ts";
import { fr_floor } from "../messages/fr_floor.ts";
import { pt_floor } from "../messages/pt_floor.ts";

export type FloorMessages = MessagesLike<typeof en_floor>;
export type FloorKey = keyof FloorMessages;

export const floor_catalogues = { en: en_floor, fr: fr_floor, pt: pt_floor, es: es_floor, ar: ar_floor };
const say = say_from<FloorKey>(floor_catalogues);

export function say_floor(reader: Pick<Reader, "language">, key: FloorKey, values?: Values): string {
  return say(reader.language, key, values);
}
