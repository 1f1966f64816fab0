// The dashboard's own words in five languages.

import { type MessagesLike, say_from } from "@dais/ui/messages.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { pt } from "./pt.ts";

export type Messages = MessagesLike<typeof en>;
export type MessageKey = keyof Messages;

export const catalogues = { en, fr, pt, es, ar };
export const say = say_from<MessageKey>(catalogues);
