// What of a floor takes more than one word to say, on its own page and elsewhere.

import { type ListedView, RequestKind } from "@dais/sdk";
import type { Reader } from "../live/reader.svelte.ts";
import { party_name } from "../live/words.ts";
import type { MessageKey } from "../messages/messages.ts";
import { last_ms, type TurnClock } from "./floor_state.ts";

type Speaker = Pick<ListedView, "person" | "party" | "request">;

/** "Wanjiru Kamau, Kenya": whichever of them is known, else on whose behalf. */
export function speaker_words(reader: Reader, { person, party, request }: Speaker): string {
  const parts = [person?.name ?? "", party ? reader.pick(party_name(party)).text : ""].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(reader.say("comma")) : reader.pick(request.group).text;
}

/** What is asked for, where it is no statement. */
export function kind_key({ request }: Pick<ListedView, "request">): MessageKey | undefined {
  if (request.kind === RequestKind.POINT_OF_ORDER) return "point_of_order";
  return request.kind === RequestKind.REPLY ? "right_of_reply" : undefined;
}

/** What a turn's clock says beside its figures. */
export function pace_words(reader: Reader, { pace }: TurnClock): string {
  switch (pace) {
    case "unlimited":
      return reader.say("time_spoken");
    case "last":
      return reader.say("last_seconds", { seconds: last_ms / 1000 });
    case "over":
      return reader.say("time_over");
    case "enough":
      return reader.say("time_left");
  }
}
