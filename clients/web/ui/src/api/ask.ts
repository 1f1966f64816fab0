// One question to the server and its answer: JSON of dais.v1, from this page alone.

import {
  create,
  type DescMessage,
  fromJson,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
  toJson,
} from "@bufbuild/protobuf";
import { AccountReplySchema, type Refusal, RefusalCode } from "@dais/sdk/account";

export type Trouble =
  /** An expected no; a status of 401 is to be asked who one is. */
  | { readonly kind: "refused"; readonly status: number; readonly code: number; readonly message: string; readonly field: string }
  /** Too many attempts, or too busy: come again. */
  | { readonly kind: "wait"; readonly seconds: number; readonly busy: boolean }
  /** No answer, or none that makes sense here. */
  | { readonly kind: "away" };

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly trouble: Trouble };

export const away: Answer<never> = { ok: false, trouble: { kind: "away" } };

export function refused(status: number, { code, message, field }: Pick<Refusal, "code" | "message" | "field">): Answer<never> {
  return { ok: false, trouble: { kind: "refused", status, code, message, field } };
}

const seconds_if_none_said = 5;
/** Longer than many passwords take that are worked out one after the other. */
const patience_ms = 30_000;

/** With a body it is POST. */
export async function ask(path: string, body?: JsonValue): Promise<Answer<JsonValue>> {
  let response: Response;
  let json: JsonValue;
  try {
    response = await fetch(`/api/v1/${path}`, {
      method: body === undefined ? "GET" : "POST",
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(patience_ms),
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    json = (await response.json()) as JsonValue;
  } catch {
    return away;
  }
  return judge(response.status, response.headers.get("retry-after"), json);
}

/** A question that is a message of dais.v1. */
export function post<Desc extends DescMessage>(path: string, schema: Desc, body: MessageInitShape<Desc>): ReturnType<typeof ask> {
  return ask(path, toJson(schema, create(schema, body)));
}

/** Where there is nothing to read in a yes, as of signing in, which is answered by a cookie. */
export async function done(asked: ReturnType<typeof ask>): Promise<Answer<true>> {
  const answer = await asked;
  return answer.ok ? { ok: true, value: true } : answer;
}

/** What an answer means. */
export function judge(status: number, retry_after: string | null, json: JsonValue): Answer<JsonValue> {
  if (status === 429 || status === 503) {
    return { ok: false, trouble: { kind: "wait", seconds: Number(retry_after) || seconds_if_none_said, busy: status === 503 } };
  }
  if (status < 300) return { ok: true, value: json };
  const refusal = refusal_in(json);
  return refusal ? refused(status, refusal) : away;
}

/** An answer as a message of dais.v1. */
export function read<Desc extends DescMessage>(schema: Desc, answer: Answer<JsonValue>): Answer<MessageShape<Desc>> {
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: fromJson(schema, answer.value, { ignoreUnknownFields: true }) };
  } catch {
    return away;
  }
}

// Of what does not concern accounts only words are told.
function refusal_in(json: JsonValue): Pick<Refusal, "code" | "message" | "field"> | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  if (typeof json["error"] === "string") return { code: RefusalCode.UNSPECIFIED, message: json["error"], field: "" };
  const reply = read(AccountReplySchema, { ok: true, value: json });
  return reply.ok && reply.value.outcome.case === "refusal" ? reply.value.outcome.value : undefined;
}
