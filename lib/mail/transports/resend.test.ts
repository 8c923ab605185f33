import { Resend } from "resend";
import { afterEach, expect, test, vi } from "vitest";
import type { Outcome, OutgoingMessage } from "../transport";
import { ResendTransport } from "./resend";

afterEach(() => vi.unstubAllGlobals());

const message = (id: string, smtpUtf8 = false): OutgoingMessage => ({
  id,
  envelopeFrom: "bounce+x@acme.com",
  envelopeTo: "ada@example.com",
  raw: Buffer.alloc(0),
  smtpUtf8,
  parts: {
    from: "Acme <news@acme.com>",
    to: "ada@example.com",
    subject: "Hi",
    html: "<p>Hi</p>",
    text: "Hi",
    headers: { "List-Id": "<l.acme.com>" },
  },
});

/** Answers the SDK's real requests. */
async function send(
  answers: (() => Response)[],
  messages = [message("m1")],
): Promise<{ outcomes: Outcome[]; requests: Request[] }> {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (url: string, options: RequestInit) => {
    requests.push(new Request(url, options));
    const answer = answers[requests.length - 1];
    if (!answer) throw new TypeError("fetch failed");
    return answer();
  });
  const outcomes: Outcome[] = [];
  await new ResendTransport(new Resend("re_test")).send(messages, { onOutcome: (outcome) => outcomes.push(outcome) });
  return { outcomes, requests };
}

const json = (body: unknown, status: number) => () => Response.json(body, { status });

test("a message is one request with its own id as idempotency key", async () => {
  const { outcomes, requests } = await send([json({ id: "re-1" }, 200)]);
  expect(outcomes).toMatchObject([{ messageId: "m1", result: "accepted", providerId: "re-1" }]);
  expect(requests[0]?.headers.get("idempotency-key")).toBe("m1");
  expect(await requests[0]?.json()).toMatchObject({
    to: "ada@example.com",
    headers: { "List-Id": "<l.acme.com>" },
    tags: [{ name: "message_id", value: "m1" }],
  });
});

test("rate limits, quotas and outages are tried again, mistakes are not", async () => {
  const answers = [
    json({ name: "rate_limit_exceeded", message: "slow down", statusCode: 429 }, 429),
    json({ name: "daily_quota_exceeded", message: "enough", statusCode: 429 }, 429),
    json({ name: "internal_server_error", message: "oops", statusCode: 500 }, 500),
    json({ name: "validation_error", message: "Invalid to field", statusCode: 422 }, 422),
  ];
  const results: string[] = [];
  for (const answer of answers) results.push((await send([answer])).outcomes[0]!.result);
  results.push((await send([])).outcomes[0]!.result);
  expect(results).toEqual(["deferred", "deferred", "deferred", "refused", "deferred"]);
});

test("an internationalised address is refused without asking", async () => {
  const { outcomes, requests } = await send([], [message("m1", true)]);
  expect(outcomes).toMatchObject([{ result: "refused" }]);
  expect(requests).toHaveLength(0);
});
