import type { OutgoingMessage, TransportOutcome } from "@/lib/mail/transport";

/** What became of a message, with the fields that HTTP providers do not have left empty. */
export function outcome(
  message: Pick<OutgoingMessage, "id">,
  startedAt: Date,
  found: Pick<TransportOutcome, "result" | "text"> &
    Partial<Pick<TransportOutcome, "code" | "enhanced" | "providerId">>,
): TransportOutcome {
  return {
    messageId: message.id,
    code: null,
    enhanced: null,
    providerId: null,
    startedAt,
    endedAt: new Date(),
    ...found,
  };
}

/** A message that was never handed over, because the transport could not be used. */
export function unsent(message: Pick<OutgoingMessage, "id">, text: string): TransportOutcome {
  return outcome(message, new Date(), { result: "unsent", text });
}
