import fc from "fast-check";
import { expect, test } from "vitest";
import { type PeerConnection, scriptedPeer } from "@/tests/support/scripted-smtp-peer";
import { type HandedOver, sendThrough, testMessages, testTransport } from "@/tests/support/smtp-hand-over";

/** One thing that a peer does instead of what it should. */
type Mood = "good" | "refuse" | "defer" | "close" | "drop" | "garbage" | "mixed" | "silent";

const mood = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Mood>("good") },
  { weight: 6, arbitrary: fc.constantFrom<Mood>("refuse", "defer", "close", "drop") },
  { weight: 2, arbitrary: fc.constantFrom<Mood>("garbage", "mixed") },
  { weight: 1, arbitrary: fc.constant<Mood>("silent") },
);

const peerKind = fc.record({
  moods: fc.infiniteStream(mood),
  pipelining: fc.boolean(),
  dripping: fc.boolean(),
  connections: fc.integer({ min: 1, max: 3 }),
  perConnection: fc.integer({ min: 1, max: 10 }),
  batches: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
});

function act(mood: Mood, connection: PeerConnection): string | null | undefined {
  if (mood === "refuse") return "550 5.1.1 no";
  if (mood === "defer") return "451 4.3.0 later";
  if (mood === "close") return "421 4.7.0 closing";
  if (mood === "garbage") return "once upon a time";
  if (mood === "mixed") return "250-yes\r\n450 or no";
  if (mood === "drop") connection.drop();
  if (mood === "silent") connection.stall();
  return mood === "good" ? undefined : null;
}

test("whatever the peer does, nothing is sent twice, nothing is lost, and every outcome is true", {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(peerKind, async (kind) => {
      const taken = new Map<number, number>();
      const begun = new Map<number, number>();
      const peer = await scriptedPeer({
        offers: kind.pipelining ? ["PIPELINING"] : ["8BITMIME"],
        ...(kind.dripping && { write: inPieces }),
        answer: (command, connection) => {
          // A content after 354 is the only way in; QUIT and EHLO misbehave elsewhere.
          if (!/^(MAIL|RCPT|DATA|RSET)/.test(command)) return undefined;
          return act(kind.moods.next().value, connection);
        },
        content: (raw, connection) => {
          const number = Number(/Subject: (\d+)/.exec(raw)?.[1] ?? 0);
          if (number > 0) begun.set(number, (begun.get(number) ?? 0) + 1);
          const reply = number > 0 ? act(kind.moods.next().value, connection) : "554 5.5.1 nothing came";
          if (reply === undefined) taken.set(number, (taken.get(number) ?? 0) + 1);
          return reply;
        },
      });
      const transport = testTransport(peer.port, {
        maxConnections: kind.connections,
        maxMessagesPerConnection: kind.perConnection,
        timeouts: { commandMs: 40, contentMs: 40, closeMs: 40, greetingMs: 500 },
      });
      let first = 0;
      const sending = kind.batches.map((count): Promise<HandedOver> => {
        const messages = testMessages(first + count).slice(first);
        first += count;
        return sendThrough(transport, messages);
      });
      const results = (await Promise.all(sending)).flatMap((sent) => sent.results);
      await transport.close();
      await peer.close();
      expect(results).toHaveLength(first);
      results.forEach((result, index) => {
        const number = index + 1;
        expect(begun.get(number) ?? 0, `contents of ${number}`).toBeLessThanOrEqual(1);
        if (result === "accepted") expect(taken.get(number)).toBe(1);
        else if (result !== "unconfirmed") expect(taken.get(number) ?? 0, `${number} is ${result}`).toBe(0);
        if (result === "unsent") expect(begun.has(number)).toBe(false);
      });
    }),
    { numRuns: 50, seed: 20260101 },
  );
});

/** In pieces of a few octets, with the line's rhythm left to the machine. */
function inPieces(socket: { write(text: string): unknown }, replies: string): void {
  for (let at = 0; at < replies.length; at += 7) socket.write(replies.slice(at, at + 7));
}
