// The words of a programme on its day, which dashboards and big screens share.

import type { MessagesLike } from "../messages.ts";
import type { en } from "./en.ts";

export type ProgrammeWords = MessagesLike<typeof en>;
