import type { InboundReport } from "@/lib/feedback/parse/report-types";
import type { Clues } from "@/lib/inbound/feedback/find-message";
import { addressesIn, type FieldBlock } from "@/lib/mail/read/fields";

/** Fields of the returned mail with an address or a link of ours, and with ids; the surest first. */
const telling = [
  ...["return-path", "x-envelope-from", "list-unsubscribe", "x-original-mail-from"],
  ...["message-id", "x-entity-ref-id", "x-msg-id", "references", "in-reply-to", "original-message-id"],
] as const;

export interface ReceivedReport {
  report: InboundReport;
  /** Addresses it came to, the surest first: RCPT TO, else what `addressedTo` reads from the header section. */
  addresses: readonly string[];
  receivedAt: Date;
}

/** What a mail that came back tells of the message it is about. Pure. */
export function cluesOfMail({ report, addresses, receivedAt }: ReceivedReport): Clues {
  const returned = "returned" in report ? report.returned : null;
  return {
    cameTo: addresses,
    texts: [
      ...("messageId" in report && report.messageId ? [report.messageId] : []),
      ...("envelopeId" in report && report.envelopeId ? [report.envelopeId] : []),
      ...valuesOf(returned, telling),
      ...("references" in report ? report.references : []),
    ],
    providerMessageId: null,
    recipients: recipientsOf(report),
    authors: addressesIn(valuesOf(returned, ["from", "sender", "return-path"]).join(" ")),
    at: receivedAt,
  };
}

function valuesOf(fields: FieldBlock | null, names: readonly string[]): string[] {
  return names.flatMap((name) => fields?.get(name) ?? []);
}

function recipientsOf(report: InboundReport): string[] {
  switch (report.type) {
    case "bounce":
      return report.recipients.flatMap((each) => [each.originalAddress, each.address]).filter((each) => each !== null);
    case "complaint":
      return report.recipients;
    case "auto-reply":
    case "reply":
    case "unsubscribe":
      return report.from ? [report.from] : [];
    default:
      return [];
  }
}
