// The words of a declaration's roll, which dashboards and big screens share.

import type { MessagesLike } from "../messages.ts";
import type { en } from "./en.ts";

export type RollWords = MessagesLike<typeof en>;
