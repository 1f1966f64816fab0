// The console's own words in five languages.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar } from "./ar.ts";
import { ar_people } from "./ar_people.ts";
import { ar_screens } from "./ar_screens.ts";
import { en } from "./en.ts";
import { en_people } from "./en_people.ts";
import { en_screens } from "./en_screens.ts";
import { es } from "./es.ts";
import { es_people } from "./es_people.ts";
import { es_screens } from "./es_screens.ts";
import { fr } from "./fr.ts";
import { fr_people } from "./fr_people.ts";
import { fr_screens } from "./fr_screens.ts";
import { pt } from "./pt.ts";
import { pt_people } from "./pt_people.ts";
import { pt_screens } from "./pt_screens.ts";

export type Messages = MessagesLike<typeof en>;
export type PeopleMessages = MessagesLike<typeof en_people>;
export type ScreensMessages = MessagesLike<typeof en_screens>;
export type MessageKey = keyof Messages | keyof PeopleMessages | keyof ScreensMessages;

export const catalogues = {
  en: { ...en, ...en_people, ...en_screens },
  fr: { ...fr, ...fr_people, ...fr_screens },
  pt: { ...pt, ...pt_people, ...pt_screens },
  es: { ...es, ...es_people, ...es_screens },
  ar: { ...ar, ...ar_people, ...ar_screens },
};
export const say = say_from<MessageKey>(catalogues);
