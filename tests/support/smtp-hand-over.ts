import { expect } from "vitest";
import { type SmtpOptions, type SmtpTimeouts, smtpOptions } from "@/lib/mail/smtp/smtp-options";
import type { OutgoingMessage, SendOptions, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { SmtpTransport } from "@/lib/mail/transports/smtp";

/** A message to `r<number>@example.com`. */
export function testMessage(number: number, given: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`,
    envelopeFrom: "bounce+x@acme.test",
    envelopeTo: `r${number}@example.com`,
    raw: Buffer.from(`Subject: ${number}\r\n\r\nHello ${number}\r\n`),
    smtpUtf8: false,
    parts: () => ({ from: "", to: "", subject: "", html: "", text: "", headers: {} }),
    ...given,
  };
}

export const testMessages = (count: number) => Array.from({ length: count }, (_, index) => testMessage(index + 1));

export type PeerOptions = Partial<Omit<SmtpOptions, "timeouts">> & { timeouts?: Partial<SmtpTimeouts> };

export interface HandedOver {
  failure: TransportFailure | null;
  /** By the message's number. */
  outcome: (number: number) => TransportOutcome;
  /** Results in the order of the messages. */
  results: TransportOutcome["result"][];
  /** Numbers of the messages whose content was begun, in order. */
  handedOver: number[];
}

/** A transport to a peer on this machine, with one connection. */
export function testTransport(port: number, options: PeerOptions = {}): SmtpTransport {
  const timeouts = { retryMs: 1, ...options.timeouts };
  return new SmtpTransport(
    smtpOptions({ host: "127.0.0.1", port, name: "us.test", maxConnections: 1, ...options, timeouts }),
  );
}

/** Sends through a transport and checks what always holds: one outcome each, and content before every other fate but these. */
export async function sendThrough(
  transport: SmtpTransport,
  messages: readonly OutgoingMessage[],
  options: Partial<SendOptions> = {},
): Promise<HandedOver> {
  const outcomes = new Map<string, TransportOutcome>();
  const handedOver: string[] = [];
  const failure = await transport.send(messages, {
    ...options,
    onHandOver: (id) => {
      if (options.onHandOver?.(id) === false) return false;
      expect(handedOver).not.toContain(id);
      expect(outcomes.has(id)).toBe(false);
      handedOver.push(id);
      return true;
    },
    onOutcome: (outcome) => {
      expect(outcomes.has(outcome.messageId), "one outcome a message").toBe(false);
      outcomes.set(outcome.messageId, outcome);
      options.onOutcome?.(outcome);
    },
  });
  expect(outcomes.size).toBe(messages.length);
  for (const { messageId, result } of outcomes.values()) {
    if (result === "accepted" || result === "unconfirmed") expect(handedOver).toContain(messageId);
    if (result === "unsent") expect(handedOver).not.toContain(messageId);
  }
  return {
    failure,
    outcome: (number) => outcomes.get(testMessage(number).id) as TransportOutcome,
    results: messages.map((message) => outcomes.get(message.id)!.result),
    handedOver: handedOver.map((id) => Number(id.slice(-12))),
  };
}

/** Opens a transport for one `send` and closes it. */
export async function sendTo(port: number, messages: readonly OutgoingMessage[], options: PeerOptions = {}) {
  const transport = testTransport(port, options);
  const outcome = await sendThrough(transport, messages);
  await transport.close();
  return outcome;
}
