import { z } from "zod";
import type { TransportOutcome } from "@/lib/mail/transport";
import { aboutOpen } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { RecordOptions } from "./record-options";

/** What one line of a journal says: see `Journal`. */
export interface JournalLine {
  transport?: RecordOptions["transport"];
  /** Id of a message whose content began to leave. */
  handedOver?: string;
  outcome?: TransportOutcome;
}

const Transport = z.object({
  id: z.uuid().nullable(),
  kind: z.string().refine((kind) => kind === "memory" || aboutOpen(kind) !== null),
  acceptsForRecipient: z.boolean(),
});

const MessageId = z.uuid();

/** An outcome as it is written: without names, times in milliseconds since 1970. */
const OutcomeValues = z.tuple([
  MessageId,
  z.enum(["accepted", "deferred", "refused", "unconfirmed", "unsent"]),
  z.number().nullable().describe("code"),
  z.string().nullable().describe("enhanced code"),
  z.string().describe("text"),
  z.string().nullable().describe("the peer's own id"),
  z.number().describe("started at"),
  z.number().describe("ended at"),
]);

/** The first line: by which way the messages leave. */
export function transportLine({ id, kind, acceptsForRecipient }: RecordOptions["transport"]): string {
  return `t ${JSON.stringify({ id, kind, acceptsForRecipient })}\n`;
}

/** The line before a message's content leaves. */
export const handOverLine = (messageId: string): string => `h ${messageId}\n`;

/** The line with its answer. */
export function outcomeLine(outcome: TransportOutcome): string {
  const { messageId, result, code, enhanced, text, providerId, startedAt, endedAt } = outcome;
  const values: z.infer<typeof OutcomeValues> = [
    ...([messageId, result, code, enhanced, text] as const),
    ...([providerId, startedAt.getTime(), endedAt.getTime()] as const),
  ];
  return `a ${JSON.stringify(values)}\n`;
}

/** What a line says; null when it cannot be read. */
export function readJournalLine(line: string): JournalLine | null {
  const [kind, rest] = [line.slice(0, 2), line.slice(2)];
  try {
    if (kind === "t ") return { transport: Transport.parse(JSON.parse(rest)) };
    if (kind === "h ") return { handedOver: MessageId.parse(rest) };
    if (kind === "a ") return { outcome: outcomeOf(OutcomeValues.parse(JSON.parse(rest))) };
    return null;
  } catch {
    return null;
  }
}

function outcomeOf(values: z.infer<typeof OutcomeValues>): TransportOutcome {
  const [messageId, result, code, enhanced, text, providerId, started, ended] = values;
  return {
    ...{ messageId, result, code, enhanced, text, providerId },
    ...{ startedAt: new Date(started), endedAt: new Date(ended) },
  };
}
