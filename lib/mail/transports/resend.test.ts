import { afterEach, expect, test } from "vitest";
import type { OutgoingMessage, SendOptions, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { type ResendPeer, resendPeer } from "@/tests/support/resend-peer";
import { openResend } from "./resend";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function peer(options: Parameters<typeof resendPeer>[0] = {}): Promise<ResendPeer> {
  const started = await resendPeer(options);
  closers.push(() => started.close());
  return started;
}

const idOf = (number: number) => `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;

const message = (number: number, values: Partial<OutgoingMessage> & { from?: string; subject?: string } = {}) => {
  const { from = "Acme <news@acme.com>", subject = "Hi", ...rest } = values;
  const to = values.envelopeTo ?? `r${number}@example.com`;
  return {
    id: idOf(number),
    envelopeFrom: "bounce+x@acme.com",
    envelopeTo: to,
    raw: Buffer.alloc(0),
    smtpUtf8: false,
    parts: () => ({ from, to, subject, html: "<p>Hi</p>", text: "Hi", headers: { "List-Id": "<l.acme.com>" } }),
    ...rest,
  } satisfies OutgoingMessage;
};
const messages = (count: number, from = 1) => Array.from({ length: count }, (_, index) => message(from + index));

interface Sent {
  failure: TransportFailure | null;
  outcomes: Map<string, TransportOutcome>;
  results: Record<string, number>;
  announced: string[];
}

async function send(
  to: Pick<ResendPeer, "url">,
  batch: OutgoingMessage[],
  options: Partial<SendOptions> & { apiKey?: string; transport?: ReturnType<typeof openResend> } = {},
): Promise<Sent> {
  const { apiKey = "re_good", transport = open(to, apiKey), ...rest } = options;
  const outcomes = new Map<string, TransportOutcome>();
  const announced: string[] = [];
  const failure = await transport.send(batch, {
    onHandOver: (id) => {
      announced.push(id);
      return true;
    },
    ...rest,
    onOutcome: (outcome) => {
      expect(outcomes.has(outcome.messageId), "one outcome a message").toBe(false);
      outcomes.set(outcome.messageId, outcome);
    },
  });
  expect([...outcomes.keys()].sort()).toEqual(batch.map((each) => each.id).sort());
  const results: Record<string, number> = {};
  for (const { result } of outcomes.values()) results[result] = (results[result] ?? 0) + 1;
  return { failure, outcomes, results, announced };
}

const open = (to: Pick<ResendPeer, "url">, apiKey = "re_good") =>
  openResend({ apiKey, baseUrl: to.url, askAgainMs: [5, 10, 20] });

const deliveredTwice = ({ delivered }: ResendPeer) =>
  delivered.length - new Set(delivered.map((each) => each.messageId)).size;

test("new messages go a hundred to a request, each with its tag and the provider's id", async () => {
  const resend = await peer();
  const { results, outcomes, announced, failure } = await send(resend, messages(250));
  expect([failure, results]).toEqual([null, { accepted: 250 }]);
  expect(resend.requests.map((each) => each.size).sort()).toEqual([100, 100, 50]);
  expect(resend.delivered.map((each) => each.messageId).sort()).toEqual(messages(250).map((each) => each.id));
  for (const { id, messageId } of resend.delivered) expect(outcomes.get(messageId)?.providerId).toBe(id);
  expect(new Set(announced).size).toBe(250);
});

test("a lost answer is asked for again with the same key: nothing is delivered twice", async () => {
  const resend = await peer();
  resend.faults.push("cut-after", "error-after", "busy");
  const { results, failure } = await send(resend, messages(40));
  expect([failure, results]).toEqual([null, { accepted: 40 }]);
  expect(new Set(resend.requests.map((each) => each.key)).size).toBe(1);
  expect(deliveredTwice(resend)).toBe(0);
});

test("a batch whose answer never comes is unconfirmed, and after it messages go one at a time", async () => {
  const resend = await peer();
  const transport = open(resend);
  resend.faults.push("cut-after", "cut-after", "error-before", "cut-before");
  const lost = await send(resend, messages(30), { transport });
  expect(lost.results).toEqual({ unconfirmed: 30 });
  expect(lost.failure).toMatchObject({ kind: "network" });
  resend.requests.length = 0;
  await send(resend, messages(20, 101), { transport });
  expect(resend.requests.map((each) => each.size)).toEqual([1, 19]);
  expect(deliveredTwice(resend)).toBe(0);
});

test("a lone message has its own id as key; without an answer it is unconfirmed too", async () => {
  const resend = await peer();
  resend.faults.push("cut-after", "cut-before", "error-before", "cut-before");
  expect((await send(resend, [message(1)])).results).toEqual({ unconfirmed: 1 });
  expect(new Set(resend.requests.map((each) => each.key))).toEqual(new Set([idOf(1)]));
});

test("a key that was used with other content was received before: unconfirmed, not sent again", async () => {
  const resend = await peer();
  await send(resend, [message(1)]);
  const { results, failure } = await send(resend, [message(1, { subject: "Changed meanwhile" })]);
  expect([failure, results]).toEqual([null, { unconfirmed: 1 }]);
  expect(resend.delivered).toHaveLength(1);
});

test("a refused message does not keep back the others of its batch, and ids stay with their messages", async () => {
  const resend = await peer();
  const batch = [message(1), message(2, { envelopeTo: "nobody" }), message(3)];
  const { outcomes, results } = await send(resend, batch);
  expect(results).toEqual({ accepted: 2, refused: 1 });
  expect(outcomes.get(idOf(2))).toMatchObject({ result: "refused", text: expect.stringContaining("`to`") });
  expect(outcomes.get(idOf(3))?.providerId).toBe(resend.delivered.find((each) => each.messageId === idOf(3))?.id);
});

test("a batch that is refused as a whole is asked one by one, announced once", async () => {
  const resend = await peer();
  resend.faults.push({ status: 422, name: "validation_error" });
  const { results, announced } = await send(resend, messages(3));
  expect(results).toEqual({ accepted: 3 });
  expect(resend.requests.map((each) => each.size)).toEqual([3, 1, 1, 1]);
  expect(announced).toHaveLength(3);
});

test("nobody listens: unsent, and the transport is failing", async () => {
  const gone = await resendPeer();
  await gone.close();
  const { results, failure } = await send(gone, messages(150));
  expect(results).toEqual({ unsent: 150 });
  expect(failure).toMatchObject({ kind: "network" });
});

test("what is wrong with the account is a failure, and costs no message its try", async () => {
  const resend = await peer();
  expect(await send(resend, messages(3), { apiKey: "re_wrong" })).toMatchObject({
    results: { unsent: 3 },
    failure: { kind: "auth", retryAfterMs: null },
  });
  const foreign = [message(4, { from: "News <news@other.com>" })];
  expect(await send(resend, foreign)).toMatchObject({ results: { unsent: 1 }, failure: { kind: "config" } });
  const kinds: [string, number, Partial<TransportFailure>][] = [
    ["daily_quota_exceeded", 429, { kind: "quota", retryAfterMs: 3_600_000 }],
    ["monthly_quota_exceeded", 429, { kind: "quota", retryAfterMs: null }],
    ["restricted_api_key", 401, { kind: "auth" }],
    ["security_error", 451, { kind: "auth" }],
    ["invalid_from_address", 422, { kind: "config" }],
  ];
  for (const [name, status, failure] of kinds) {
    resend.faults.push({ status, name });
    expect(await send(resend, messages(2)), name).toMatchObject({ results: { unsent: 2 }, failure });
  }
  expect(resend.delivered).toHaveLength(0);
});

test("a key that is taken away after a lost answer leaves the batch unconfirmed", async () => {
  const resend = await peer();
  resend.faults.push("cut-after", { status: 403, name: "invalid_api_key" });
  const { results, failure } = await send(resend, messages(2));
  expect(results).toEqual({ unconfirmed: 2 });
  expect(failure).toMatchObject({ kind: "auth" });
});

test("over the rate limit the same request is made again when the headers say so", async () => {
  const resend = await peer({ perSecond: 3 });
  resend.faults.push({ status: 429, name: "rate_limit_exceeded", headers: { "retry-after": "1" } });
  const { results, failure } = await send(resend, messages(300));
  expect([failure, results]).toEqual([null, { accepted: 300 }]);
  expect(resend.requests.length).toBeGreaterThan(3);
  expect(new Set(resend.requests.map((each) => each.key)).size).toBe(3);
  expect(deliveredTwice(resend)).toBe(0);
});

test("a peer that asks for a long wait is a throttled failure", async () => {
  const resend = await peer();
  resend.faults.push({ status: 429, name: "rate_limit_exceeded", headers: { "retry-after": "600" } });
  const { results, failure } = await send(resend, messages(5));
  expect(results).toEqual({ unsent: 5 });
  expect(failure).toMatchObject({ kind: "throttled", retryAfterMs: 600_000 });
});

test("once stopped nothing more is begun; a message whose right was lost stays", async () => {
  const resend = await peer();
  const stop = new AbortController();
  stop.abort();
  expect((await send(resend, messages(120), { signal: stop.signal })).results).toEqual({ unsent: 120 });
  expect(resend.requests).toHaveLength(0);
  const { results } = await send(resend, messages(3), { onHandOver: (id) => id !== idOf(2) });
  expect(results).toEqual({ accepted: 2, unsent: 1 });
  expect(resend.delivered.map((each) => each.messageId)).not.toContain(idOf(2));
});

test("an answer that counts fewer messages than it took leaves them unconfirmed", async () => {
  const resend = await peer();
  resend.faults.push({ status: 200, name: "", message: "" });
  const { results } = await send(resend, messages(2));
  expect(results).toEqual({ unconfirmed: 2 });
});

test("an internationalised address is refused without asking", async () => {
  const resend = await peer();
  const { results } = await send(resend, [message(1, { smtpUtf8: true })]);
  expect(results).toEqual({ refused: 1 });
  expect(resend.requests).toHaveLength(0);
});

test("a refusal after a lost answer leaves it open whether the first try was taken", async () => {
  const resend = await peer();
  resend.faults.push("cut-after", { status: 422, name: "validation_error" });
  expect((await send(resend, messages(3))).results).toEqual({ unconfirmed: 3 });
  expect(deliveredTwice(resend)).toBe(0);
});

test("a message that cannot be written is refused; the others leave", async () => {
  const resend = await peer();
  const broken = message(2, {
    parts: () => {
      throw new Error("no such variable");
    },
  });
  const { results, announced, outcomes } = await send(resend, [message(1), broken, message(3)]);
  expect(results).toEqual({ accepted: 2, refused: 1 });
  expect(announced).not.toContain(idOf(2));
  expect(outcomes.get(idOf(2))?.text).toBe("no such variable");
});
