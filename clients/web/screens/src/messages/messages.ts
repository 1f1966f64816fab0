// A big screen's own words in five languages, beside those of the programme.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar as ar_programme } from "@dais/ui/programme_words/ar.ts";
import { en as en_programme } from "@dais/ui/programme_words/en.ts";
import { es as es_programme } from "@dais/ui/programme_words/es.ts";
import { fr as fr_programme } from "@dais/ui/programme_words/fr.ts";
import { pt as pt_programme } from "@dais/ui/programme_words/pt.ts";
import type { ProgrammeWords } from "@dais/ui/programme_words/words.ts";
import { ar as ar_roll } from "@dais/ui/roll_words/ar.ts";
import { en as en_roll } from "@dais/ui/roll_words/en.ts";
import { es as es_roll } from "@dais/ui/roll_words/es.ts";
import { fr as fr_roll } from "@dais/ui/roll_words/fr.ts";
import { pt as pt_roll } from "@dais/ui/roll_words/pt.ts";
import type { RollWords } from "@dais/ui/roll_words/words.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { pt } from "./pt.ts";

export type ScreenWords = MessagesLike<typeof en>;
export type MessageKey = keyof ScreenWords | keyof ProgrammeWords | keyof RollWords;

export const catalogues = {
  en: { ...en_programme, ...en_roll, ...en },
  fr: { ...fr_programme, ...fr_roll, ...fr },
  pt: { ...pt_programme, ...pt_roll, ...pt },
  es: { ...es_programme, ...es_roll, ...es },
  ar: { ...ar_programme, ...ar_roll, ...ar },
};
export const say = say_from<MessageKey>(catalogues);
