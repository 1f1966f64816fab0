// The dashboard's own words in five languages: of the programme, and of the institutions.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar } from "@dais/ui/programme_words/ar.ts";
import { ar_institutions } from "./ar_institutions.ts";
import { en } from "@dais/ui/programme_words/en.ts";
import { en_institutions } from "./en_institutions.ts";
import { es } from "@dais/ui/programme_words/es.ts";
import { es_institutions } from "./es_institutions.ts";
import { fr } from "@dais/ui/programme_words/fr.ts";
import { fr_institutions } from "./fr_institutions.ts";
import { pt } from "@dais/ui/programme_words/pt.ts";
import type { ProgrammeWords } from "@dais/ui/programme_words/words.ts";
import { ar as ar_roll } from "@dais/ui/roll_words/ar.ts";
import { en as en_roll } from "@dais/ui/roll_words/en.ts";
import { es as es_roll } from "@dais/ui/roll_words/es.ts";
import { fr as fr_roll } from "@dais/ui/roll_words/fr.ts";
import { pt as pt_roll } from "@dais/ui/roll_words/pt.ts";
import type { RollWords } from "@dais/ui/roll_words/words.ts";
import { pt_institutions } from "./pt_institutions.ts";

export type InstitutionMessages = MessagesLike<typeof en_institutions>;
export type MessageKey = keyof ProgrammeWords | keyof RollWords | keyof InstitutionMessages;

export const catalogues = {
  en: { ...en, ...en_roll, ...en_institutions },
  fr: { ...fr, ...fr_roll, ...fr_institutions },
  pt: { ...pt, ...pt_roll, ...pt_institutions },
  es: { ...es, ...es_roll, ...es_institutions },
  ar: { ...ar, ...ar_roll, ...ar_institutions },
};
export const say = say_from<MessageKey>(catalogues);
