// The console's own words in five languages.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar } from "./ar.ts";
import { ar_people } from "./ar_people.ts";
import { en } from "./en.ts";
import { en_people } from "./en_people.ts";
import { es } from "./es.ts";
import { es_people } from "./es_people.ts";
import { fr } from "./fr.ts";
import { fr_people } from "./fr_people.ts";
import { pt } from "./pt.ts";
import { pt_people } from "./pt_people.ts";

export type Messages = MessagesLike<typeof en>;
export type PeopleMessages = MessagesLike<typeof en_people>;
export type MessageKey = keyof Messages | keyof PeopleMessages;

export const catalogues = {
  en: { ...en, ...en_people },
  fr: { ...fr, ...fr_people },
  pt: { ...pt, ...pt_people },
  es: { ...es, ...es_people },
  ar: { ...ar, ...ar_people },
};
export const say = say_from<MessageKey>(catalogues);
