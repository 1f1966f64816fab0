import { LinkKind, LinkSchema, RefusalCode } from "@dais/sdk/account";
import { expect, test } from "vitest";
import { judge, read } from "../src/api/ask.ts";

const trouble = (status: number, json: unknown, retry_after: string | null = null): unknown => {
  const answer = judge(status, retry_after, json as never);
  return answer.ok ? "ok" : answer.trouble;
};

test("a refusal is told with its code, words and field", () => {
  const refusal = { code: "REFUSAL_CODE_INVALID", message: "Too short.", field: "password" };
  expect(trouble(400, { refusal })).toEqual({
    kind: "refused",
    status: 400,
    code: RefusalCode.INVALID,
    message: "Too short.",
    field: "password",
  });
});

test("too many attempts are a time to wait, and so is a busy server", () => {
  expect(trouble(429, {}, "17")).toEqual({ kind: "wait", seconds: 17, busy: false });
  expect(trouble(503, { error: "busy" }, null)).toEqual({ kind: "wait", seconds: 5, busy: true });
});

test("what makes no sense is as good as no answer", () => {
  expect(trouble(502, "<html>")).toEqual({ kind: "away" });
  expect(trouble(500, {})).toEqual({ kind: "away" });
  expect(trouble(404, { done: {} })).toEqual({ kind: "away" });
});

test("a problem in words alone is a refusal", () => {
  expect(trouble(403, { error: "Not from here." })).toMatchObject({ kind: "refused", status: 403, message: "Not from here." });
});

test("an answer is read as the message that it is, whatever a later release adds", () => {
  const answer = read(LinkSchema, { ok: true, value: { kind: "LINK_KIND_PHONE", name: "Ada", untilMs: "5", later: 1 } });
  expect(answer.ok && [answer.value.kind, answer.value.name, answer.value.untilMs]).toEqual([LinkKind.PHONE, "Ada", 5n]);
  expect(read(LinkSchema, { ok: true, value: { untilMs: "soon" } }).ok).toBe(false);
});
