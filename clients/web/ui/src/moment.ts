// Which moment of the summit it is: before, during, between two days, after.

import { is_ahead, type Programme, type SessionView } from "@dais/sdk";

export type Moment =
  | { readonly when: "during" | "empty" }
  | { readonly when: "before" | "between"; readonly next: SessionView }
  | { readonly when: "after"; readonly last_date: string };

export function moment_of(programme: Programme, at_ms: number): Moment {
  const sessions = programme.sessions();
  const days = programme.days();
  const first_day = days.find(({ date }) => programme.on_day(date).length > 0);
  const last_day = days.at(-1);
  if (!first_day || !last_day) return { when: "empty" };
  // What runs, runs, whatever day it was planned on.
  const ahead = sessions.filter((session) => is_ahead(programme.phase(session, at_ms)));
  const today = programme.venue.date_of(at_ms);
  const next = ahead[0];
  if (!next) return { when: "after", last_date: last_day.date };
  if (ahead.some((session) => session.date === today || programme.phase(session, at_ms) !== "upcoming")) {
    return { when: "during" };
  }
  return { when: at_ms < first_day.starts_at_ms ? "before" : "between", next };
}
