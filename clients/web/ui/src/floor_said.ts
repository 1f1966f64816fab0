// What of a floor takes more than one word to say by the words of a programme, the same on every face.

import { type ListedView, type LocalText, RequestKind } from "@dais/sdk";
import type { TurnClock } from "./floor_state.ts";
import type { ProgrammeWords } from "./programme_words/words.ts";
import { party_name, type Speaks } from "./said.ts";

/** Whoever also picks a text of the programme. */
export interface Picks extends Speaks {
  pick(texts: readonly LocalText[]): { readonly text: string };
}
type Speaker = Pick<ListedView, "person" | "party" | "request">;

/** "Wanjiru Kamau, Kenya": whichever of them is known, else on whose behalf. */
export function speaker_words(reader: Picks, { person, party, request }: Speaker): string {
  const parts = [person?.name ?? "", party ? reader.pick(party_name(party)).text : ""].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(reader.say("comma")) : reader.pick(request.group).text;
}

/** What is asked for, where it is no statement. */
export function kind_key({ request }: Pick<ListedView, "request">): keyof ProgrammeWords | undefined {
  if (request.kind === RequestKind.POINT_OF_ORDER) return "point_of_order";
  return request.kind === RequestKind.REPLY ? "right_of_reply" : undefined;
}

/** What a turn's clock says beside its figures. */
export function pace_words(reader: Speaks, { pace, last_ms }: Pick<TurnClock, "pace" | "last_ms">): string {
  switch (pace) {
    case "unlimited":
      return reader.say("time_spoken");
    case "last":
      return last_ms === 60_000 ? reader.say("last_minute") : reader.say("last_seconds", { seconds: Math.ceil(last_ms / 1000) });
    case "over":
      return reader.say("time_over");
    case "enough":
      return reader.say("time_left");
  }
}
