// A command's Reply as the answer that forms ask for.

import type { Reply } from "@dais/sdk";
import { type Answer, away, refused } from "@dais/ui/api/ask.ts";

export type Done = Extract<Reply["outcome"], { case: "done" }>["value"];

const seconds_until_again = 2;

export async function answer_of(reply: Promise<Reply>): Promise<Answer<Done>> {
  let outcome: Reply["outcome"];
  try {
    outcome = (await reply).outcome;
  } catch {
    return away;
  }
  switch (outcome.case) {
    case "done":
      return { ok: true, value: outcome.value };
    case "refusal":
      return refused(200, outcome.value);
    case "unavailable":
      return { ok: false, trouble: { kind: "wait", seconds: seconds_until_again, busy: true } };
    default:
      return away;
  }
}
