import { afterEach, expect, test } from "vitest";
import type { OutgoingMessage, SendOptions, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { type SesPeer, sesPeer, sesPeerSettings } from "@/tests/support/ses-peer";
import { openSes, type SesSettings } from "./ses";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function peer(): Promise<SesPeer> {
  const started = await sesPeer();
  closers.push(() => started.close());
  return started;
}

function open(to: Pick<SesPeer, "url">, settings: Partial<SesSettings> = {}, connections = 4) {
  const transport = openSes({ ...sesPeerSettings, ...settings }, { endpoint: to.url, connections });
  closers.push(() => transport.close());
  return transport;
}

const idOf = (number: number) => `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;

const message = (number: number, values: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: idOf(number),
  envelopeFrom: "bounce+x@acme.com",
  envelopeTo: `r${number}@example.com`,
  raw: Buffer.from(`From: news@acme.com\r\nSubject: ${number}\r\n\r\nHello ${number}\r\n`),
  smtpUtf8: false,
  parts: () => {
    throw new Error("SES takes the finished message.");
  },
  ...values,
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

interface Sent {
  failure: TransportFailure | null;
  outcomes: Map<string, TransportOutcome>;
  results: Record<string, number>;
}

async function send(
  transport: ReturnType<typeof openSes>,
  batch: OutgoingMessage[],
  options: Partial<SendOptions> = {},
): Promise<Sent> {
  const outcomes = new Map<string, TransportOutcome>();
  const failure = await transport.send(batch, {
    ...options,
    onOutcome: (outcome) => {
      expect(outcomes.has(outcome.messageId), "one outcome a message").toBe(false);
      outcomes.set(outcome.messageId, outcome);
    },
  });
  expect([...outcomes.keys()].sort()).toEqual(batch.map((each) => each.id).sort());
  const results: Record<string, number> = {};
  for (const { result } of outcomes.values()) results[result] = (results[result] ?? 0) + 1;
  return { failure, outcomes, results };
}

test("the message leaves as it was signed, with its tag, configuration set and tenant", async () => {
  const ses = await peer();
  const transport = open(ses, { configurationSetName: "marketing", tenantName: "acme" });
  const { results, outcomes, failure } = await send(transport, messages(40));
  expect([failure, results]).toEqual([null, { accepted: 40 }]);
  const first = ses.delivered.find((each) => each.to === "r1@example.com");
  expect(first).toMatchObject({ set: "marketing", tenant: "acme", tags: { message_id: idOf(1) } });
  expect(first?.raw).toBe(message(1).raw.toString());
  expect(outcomes.get(idOf(1))?.providerId).toBe(first?.id);
  expect(new Set(ses.delivered.map((each) => each.to)).size).toBe(40);
});

test("what the account may do is asked once, and the pace stays under its rate", async () => {
  const ses = await peer();
  ses.account.SendQuota.MaxSendRate = 20;
  const transport = open(ses);
  const { results } = await send(transport, messages(30));
  expect(results).toEqual({ accepted: 30 });
  expect(ses.asked).toBe(30); // never told to slow down
  await send(transport, [message(99)]);
  expect(ses.accountsAsked).toBe(1);
});

test("too fast: the same message is asked again, more slowly", async () => {
  const ses = await peer();
  const slow = { status: 429, name: "TooManyRequestsException", message: "Maximum sending rate exceeded." };
  ses.faults.push(slow, null, { ...slow, status: 400, name: "ThrottlingException" });
  const { results, failure } = await send(open(ses), messages(5));
  expect([failure, results]).toEqual([null, { accepted: 5 }]);
  expect(new Set(ses.delivered.map((each) => each.to)).size).toBe(5);
});

test("the daily quota is waited for; an account that is used up asks for nothing", async () => {
  const ses = await peer();
  const daily = { status: 429, name: "TooManyRequestsException", message: "Daily message quota exceeded." };
  ses.faults.push(daily, daily, daily, daily);
  const first = await send(open(ses), messages(50));
  expect(first.failure).toMatchObject({ kind: "quota", retryAfterMs: 600_000 });
  expect(first.results).toEqual({ unsent: 50 });
  ses.account.SendQuota.SentLast24Hours = 50_000;
  ses.asked = 0;
  const second = await send(open(ses), messages(5));
  expect(second).toMatchObject({ failure: { kind: "quota" }, results: { unsent: 5 } });
  expect(ses.asked).toBe(0);
});

test("an account that SES has stopped is a failure for a person, and is believed anew at the next try", async () => {
  const ses = await peer();
  const transport = open(ses);
  ses.account.SendingEnabled = false;
  expect(await send(transport, messages(2))).toMatchObject({ failure: { kind: "auth" }, results: { unsent: 2 } });
  ses.account.SendingEnabled = true;
  expect(await send(transport, messages(2))).toMatchObject({ failure: null, results: { accepted: 2 } });
});

test("errors are told apart: about one message, the settings, the keys, or the service", async () => {
  const cases: [string, number, string, Sent["results"], Partial<TransportFailure> | null][] = [
    ["MessageRejected", 400, "Message contains a virus.", { refused: 1 }, null],
    ["BadRequestException", 400, "Missing final '@domain'", { refused: 1 }, null],
    ["MessageRejected", 400, "Email address is not verified: r1@example.com", { refused: 1 }, null],
    ["MessageRejected", 400, "Email address is not verified: news@acme.com", { unsent: 1 }, { kind: "config" }],
    ["MailFromDomainNotVerifiedException", 400, "not verified", { unsent: 1 }, { kind: "config" }],
    ["NotFoundException", 404, "Configuration set does not exist.", { unsent: 1 }, { kind: "config" }],
    ["SendingPausedException", 400, "paused", { unsent: 1 }, { kind: "auth" }],
    ["AccountSuspendedException", 400, "suspended", { unsent: 1 }, { kind: "auth" }],
    ["LimitExceededException", 400, "limit", { unsent: 1 }, { kind: "quota" }],
    ["AccessDeniedException", 403, "not authorized", { unsent: 1 }, { kind: "auth" }],
    ["ServiceUnavailable", 503, "later", { unsent: 1 }, { kind: "network" }],
    ["InternalServiceErrorException", 500, "oops", { unconfirmed: 1 }, { kind: "network" }],
  ];
  const ses = await peer();
  for (const [name, status, text, results, failure] of cases) {
    ses.faults.push({ status, name, message: text });
    const sent = await send(open(ses), [message(1)]);
    expect(sent.results, name).toEqual(results);
    if (failure) expect(sent.failure, name).toMatchObject(failure);
    else expect(sent.failure, name).toBeNull();
  }
  expect(ses.delivered).toHaveLength(0);
});

test("wrong keys are a failure; a configuration set that does not exist too", async () => {
  const ses = await peer();
  const wrong = await send(open(ses, { accessKeyId: "AKIAWRONG" }), messages(3));
  expect(wrong).toMatchObject({ failure: { kind: "auth" }, results: { unsent: 3 } });
  const unknown = await send(open(ses, { configurationSetName: "typo" }), messages(3));
  expect(unknown).toMatchObject({ failure: { kind: "config" }, results: { unsent: 3 } });
});

test("a lost answer is unconfirmed and never asked again; several in a row are a failure", async () => {
  const ses = await peer();
  ses.faults.push("cut-after");
  const { results, failure } = await send(open(ses), messages(10));
  expect([failure, results]).toEqual([null, { accepted: 9, unconfirmed: 1 }]);
  expect(ses.asked).toBe(10);
  ses.faults.push(...Array.from({ length: 20 }, () => "cut-before" as const));
  const broken = await send(open(ses), messages(100));
  expect(broken.failure).toMatchObject({ kind: "network" });
  expect(broken.results.unconfirmed).toBeLessThanOrEqual(8);
  expect(broken.results.unsent).toBeGreaterThanOrEqual(92);
});

test("nobody listens: unsent, and the transport is failing", async () => {
  const gone = await sesPeer();
  await gone.close();
  const { results, failure } = await send(open(gone), messages(30));
  expect(results).toEqual({ unsent: 30 });
  expect(failure).toMatchObject({ kind: "network" });
});

test("once stopped nothing more is begun; a message whose right was lost stays", async () => {
  const ses = await peer();
  const stop = new AbortController();
  const { results } = await send(open(ses, {}, 1), messages(30), {
    signal: stop.signal,
    onHandOver: (id) => {
      if (id === idOf(5)) stop.abort();
      return id !== idOf(2);
    },
  });
  expect(results).toEqual({ accepted: 4, unsent: 26 });
  expect(ses.delivered.map((each) => each.to)).not.toContain("r2@example.com");
});

test("an internationalised address is refused without asking", async () => {
  const ses = await peer();
  expect((await send(open(ses), [message(1, { smtpUtf8: true })])).results).toEqual({ refused: 1 });
  expect(ses.asked).toBe(0);
});
