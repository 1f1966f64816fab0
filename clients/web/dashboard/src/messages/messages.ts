// The dashboard's own words in five languages: of the programme, and of the institutions.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar } from "./ar.ts";
import { ar_institutions } from "./ar_institutions.ts";
import { en } from "./en.ts";
import { en_institutions } from "./en_institutions.ts";
import { es } from "./es.ts";
import { es_institutions } from "./es_institutions.ts";
import { fr } from "./fr.ts";
import { fr_institutions } from "./fr_institutions.ts";
import { pt } from "./pt.ts";
import { pt_institutions } from "./pt_institutions.ts";

export type Messages = MessagesLike<typeof en>;
export type InstitutionMessages = MessagesLike<typeof en_institutions>;
export type MessageKey = keyof Messages | keyof InstitutionMessages;

export const catalogues = {
  en: { ...en, ...en_institutions },
  fr: { ...fr, ...fr_institutions },
  pt: { ...pt, ...pt_institutions },
  es: { ...es, ...es_institutions },
  ar: { ...ar, ...ar_institutions },
};
export const say = say_from<MessageKey>(catalogues);
