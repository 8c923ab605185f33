import { expect, test } from "vitest";
import { newId, publicId } from "@/lib/base/db/ids";
import { toKeep } from "@/lib/language/say-again";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { failureTexts } from "@/lib/mail/smtp/failure-texts";
import { messageStory, type StoryRows } from "./message-story";

learnLanguages();

const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 10, 0, second));
const message: StoryRows["message"] = {
  id: newId(),
  status: "sent",
  skipReason: null,
  createdAt: at(0),
  sendingAt: at(10),
  sentAt: at(11),
  bouncedAt: null,
  attemptCount: 1,
  nextAttemptAt: null,
  replyCode: 250,
  statusCode: "2.0.0",
  replyText: "250 2.0.0 Ok: queued as 4F2",
  transportId: "t",
};
const rows = (values: Partial<StoryRows> = {}): StoryRows => ({
  message,
  attempts: [],
  events: [],
  inbound: [],
  replies: new Map(),
  transports: new Map([["t", "Main"]]),
  ...values,
});
const event = (type: string, second: number, data: Record<string, unknown> = {}): StoryRows["events"][number] => ({
  id: newId(),
  type,
  occurredAt: at(second),
  actor: null,
  reasons: [],
  ip: null,
  userAgent: null,
  url: null,
  data,
});
const attempt = (number: number, from: number, outcome: string, replyText: string): StoryRows["attempts"][number] => ({
  id: newId(),
  number,
  transportId: "t",
  startedAt: at(from),
  finishedAt: at(from + 1),
  outcome,
  replyCode: null,
  statusCode: null,
  replyText,
});
const stepsOf = (story: ReturnType<typeof messageStory>) =>
  story.map((step) => (step.attempt ? `try ${step.attempt.number} ${step.attempt.outcome}` : step.type));

test("why a server could not be reached is said in the language of whoever reads it, what a server said as it said it", () => {
  const kept = toKeep(failureTexts.closed, { peer: "mx.example.net:25", reply: "421 busy" });
  const [ours, theirs] = [attempt(1, 10, "deferred", kept), attempt(2, 20, "deferred", "450 4.2.0 Try later")];
  const read = () => messageStory(rows({ attempts: [ours, theirs] })).flatMap(({ reply }) => reply?.text ?? []);
  expect(read()).toEqual([kept, "450 4.2.0 Try later"]);
  const [first, second] = inLanguage("de", read);
  expect(first).toContain("421 busy");
  expect(first).not.toContain("closed the connection");
  expect(second).toBe("450 4.2.0 Try later");
});

test("a message accepted at its first try has its try from its own row", () => {
  const story = messageStory(rows());
  expect(stepsOf(story)).toEqual(["frozen", "try 1 accepted"]);
  expect(story[1]).toMatchObject({
    attempt: { transport: "Main", tookMs: 1000 },
    reply: { code: "250", text: "250 2.0.0 Ok: queued as 4F2" },
  });
});

test("the words of a later bounce are not shown as those of the try that was accepted", () => {
  const bounced = { ...message, bouncedAt: at(60), replyCode: 550, replyText: "550 5.1.1 no such user" };
  const raw = { table: "inbound_message", id: newId() };
  const data = { kind: "hard", category: "invalid_recipient", reply: "550 5.1.1 no such user", source: "dsn", raw };
  const inbound = [{ id: raw.id, receivedAt: at(60), kind: "dsn", foundBy: "token", result: {}, error: null }];
  const story = messageStory(rows({ message: bounced, events: [event("message.bounced", 60, data)], inbound }));
  expect(stepsOf(story)).toEqual(["frozen", "try 1 accepted", "message.bounced"]);
  expect(story[1]?.reply).toBeNull();
  expect(story[2]).toMatchObject({
    bounce: { kind: "hard", category: "invalid_recipient" },
    raw: publicId("inb", raw.id),
    source: "dsn",
  });
});

test("a try and the event that says the same are one step, and the next try is told", () => {
  const deferred = { ...message, status: "deferred", sentAt: null, attemptCount: 2, nextAttemptAt: at(900) };
  const attempts = [attempt(1, 10, "deferred", "450 greylisted"), attempt(2, 310, "deferred", "450 still greylisted")];
  const events = [
    event("message.deferred", 11, { category: "greylist", reply: "450 greylisted" }),
    event("message.deferred", 311, { category: "greylist", source: "smtp" }),
  ];
  const story = messageStory(rows({ message: deferred, attempts, events }));
  expect(stepsOf(story)).toEqual(["frozen", "try 1 deferred", "try 2 deferred"]);
  expect(story[1]).toMatchObject({ bounce: { category: "greylist" }, reply: { text: "450 greylisted" } });
  expect(story.map((step) => step.attempt?.nextAt ?? null)).toEqual([null, null, at(900).toISOString()]);
});

test("the last deferral of a message whose time is over is its bounce", () => {
  const failed = { ...message, status: "failed", sentAt: null, bouncedAt: at(11) };
  const data = { kind: "soft", category: "mailbox_full" };
  const attempts = [attempt(1, 10, "deferred", "452 full")];
  const story = messageStory(rows({ message: failed, attempts, events: [event("message.bounced", 11, data)] }));
  expect(stepsOf(story)).toEqual(["frozen", "try 1 deferred"]);
  expect(story[1]).toMatchObject({ type: "attempt_given_up", bounce: { kind: "soft", category: "mailbox_full" } });
});

test("what a provider tells stays a step of its own, in order, with its certainty and its call", () => {
  const call = newId();
  const events = [
    event("message.delivered", 20, { source: "ses", raw: { table: "provider_call", id: call } }),
    event("message.deferred", 15, { source: "ses", category: "throttled", certainty: "likely" }),
  ];
  const story = messageStory(rows({ events }));
  expect(stepsOf(story)).toEqual(["frozen", "try 1 accepted", "message.deferred", "message.delivered"]);
  expect(story[2]).toMatchObject({ likely: true, source: "ses", raw: null });
  expect(story[3]?.raw).toBe(publicId("pcl", call));
});

test("mails without an event are told too, and what stands in data cannot forge a reference", () => {
  const inbound = [
    {
      id: newId(),
      receivedAt: at(40),
      kind: "auto_reply",
      foundBy: "recipient_and_time",
      result: { subject: "Away until Monday" },
      error: null,
    },
  ];
  const events = [event("message.replied", 50, { raw: { table: "user", id: newId() }, subject: 7 })];
  const story = messageStory(rows({ events, inbound }));
  expect(story.slice(2)).toMatchObject([
    {
      type: "came_back",
      source: "auto_reply",
      detail: "Away until Monday",
      likely: true,
      raw: publicId("inb", inbound[0]!.id),
    },
    { type: "message.replied", raw: null, detail: null },
  ]);
});

test("who was left out has one step, with the reason", () => {
  const out = { ...message, status: "suppressed", skipReason: "suppressed_complaint", sendingAt: null, sentAt: null };
  expect(messageStory(rows({ message: out }))).toMatchObject([{ type: "left_out", detail: "suppressed_complaint" }]);
});

test("an answer of a person opens, with the beginning of what it says", () => {
  const mail = newId();
  const reply = newId();
  const events = [event("message.replied", 50, { subject: "Re: Hello", raw: { table: "inbound_message", id: mail } })];
  const inbound = [{ id: mail, receivedAt: at(50), kind: "reply", foundBy: "token", result: {}, error: null }];
  const replies = new Map([[mail, { id: reply, preview: "Thanks, a question:" }]]);
  const story = messageStory(rows({ events, inbound, replies }));
  expect(stepsOf(story)).toEqual(["frozen", "try 1 accepted", "message.replied"]);
  expect(story[2]).toMatchObject({ replyId: publicId("rpl", reply), detail: "Thanks, a question:" });
});
