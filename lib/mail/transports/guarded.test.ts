import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outcome, OutgoingMessage } from "../transport";
import { GuardedTransport } from "./guarded";
import { MemoryTransport } from "./memory";

beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => vi.useRealTimers());

const message: OutgoingMessage = {
  id: "0198c0de-0000-7000-8000-000000000001",
  envelopeFrom: "bounce@acme.com",
  envelopeTo: "ada@example.com",
  raw: Buffer.from("Subject: Hi\r\n\r\nHi\r\n"),
  smtpUtf8: false,
  parts: () => ({ from: "", to: "", subject: "", html: "", text: "", headers: {} }),
};

test("a refused host gets nothing, and is asked about again after a minute", async () => {
  const inner = new MemoryTransport();
  const answers = ["the name leads inside", null];
  let asked = 0;
  const guarded = new GuardedTransport(inner, async () => answers[asked++] ?? null);
  const outcomes: Outcome[] = [];
  const send = () => guarded.send([message], { onOutcome: (outcome) => outcomes.push(outcome) });
  expect(await send()).toEqual({ kind: "config", text: "the name leads inside", retryAfterMs: null });
  expect(await send()).not.toBeNull();
  expect(asked).toBe(1);
  expect(inner.messages).toHaveLength(0);
  vi.advanceTimersByTime(61_000);
  expect(await send()).toBeNull();
  expect(outcomes.map((outcome) => outcome.result)).toEqual(["unsent", "unsent", "accepted"]);
});
