// What is said of a role that lacks something.

import type { MessageKey } from "../messages/messages.ts";

export const lack_keys: Readonly<Record<string, MessageKey>> = {
  tracks: "no_tracks",
  rooms: "no_rooms",
  party: "no_party",
  person: "no_person",
};
