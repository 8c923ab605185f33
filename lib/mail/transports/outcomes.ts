import type { Outcome, OutgoingMessage } from "@/lib/mail/transport";

/** What became of a message, with the fields that HTTP providers do not have left empty. */
export function outcome(
  message: Pick<OutgoingMessage, "id">,
  startedAt: Date,
  found: Pick<Outcome, "result" | "text"> & Partial<Pick<Outcome, "code" | "enhanced" | "providerId">>,
): Outcome {
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
export function unsent(message: Pick<OutgoingMessage, "id">, text: string): Outcome {
  return outcome(message, new Date(), { result: "unsent", text });
}
