// What takes more than one word to say, the same on every part of the page.

import type { SessionView } from "@dais/sdk";
import { short_date } from "@dais/ui/dates.ts";
import type { Board } from "./board.svelte.ts";
import type { Reader } from "./reader.svelte.ts";
import { resumption, type Status } from "./status.ts";

/** "resumes at 12:40", with the day if it is another; empty if there is nothing to say. */
export function resumption_words(board: Board, reader: Reader, session: SessionView, status: Status): string {
  const at = resumption(session, status, board.now_ms);
  if (at === undefined) return "";
  if (at === "later") return reader.say("resumes_later");
  const { venue } = board.programme;
  const date = venue.date_of(at);
  const other_day = date === venue.date_of(board.now_ms) ? "" : `${short_date(reader.language, date)} `;
  return reader.say("resumes_at", { time: other_day + venue.hours_minutes(at) });
}
