import type { CanonicalType } from "@/lib/feedback/parse/canonical-event";
import type { MappedItem } from "@/lib/inbound/providers/provider";
import { isDocumentedDeviation } from "./webhook-deviations";
import type { ExpectedEvent, WebhookSample } from "./webhook-samples";

/** What the sources' words may become here. They tell less apart than we do: hard, soft and blocked are all "bounced" there. */
const meanings: Readonly<Record<string, readonly (CanonicalType | "unmapped")[]>> = {
  // django-anymail
  queued: ["accepted"],
  sent: ["accepted"],
  delivered: ["delivered"],
  deferred: ["deferred"],
  bounced: ["hard_bounce", "soft_bounce", "block"],
  rejected: ["rejected"],
  failed: ["failed"],
  complained: ["complaint"],
  opened: ["open"],
  clicked: ["click"],
  unsubscribed: ["unsubscribe"],
  subscribed: ["resubscribe"],
  autoresponded: ["auto_reply", "unmapped"],
  inbound: ["unmapped"],
  unknown: ["unmapped"],
  // Symfony
  received: ["accepted"],
  dropped: ["rejected", "failed", "hard_bounce", "block"],
  bounce: ["hard_bounce", "soft_bounce", "block"],
  open: ["open"],
  click: ["click"],
  spam: ["complaint"],
  // Symfony calls every change of Postmark's list by this name, whatever the reason of the change.
  unsubscribe: ["unsubscribe", "hard_bounce", "complaint", "rejected"],
};

const bare = (id: string) => id.replace(/^<|>$/g, "");

/** What is wrong with a reading of a sample, in words; empty when all is right. */
export function misreadings(sample: WebhookSample, items: readonly MappedItem[]): string[] {
  const expected = sample.expected?.events ?? [];
  if (expected.length === 0) {
    const found = items.filter((item) => item.kind === "event");
    return found.length > 0 ? [`${found.length} events where there is none`] : [];
  }
  if (items.length !== expected.length) return [`${items.length} events instead of ${expected.length}`];
  return expected.flatMap((event, index) => differences(sample, event, items[index]!));
}

function differences(sample: WebhookSample, expected: ExpectedEvent, item: MappedItem): string[] {
  const word = expected.event_type ?? expected.name ?? "";
  const allowed = meanings[word];
  const type = item.kind === "event" ? item.type : "unmapped";
  const deviates = isDocumentedDeviation(sample, word, item);
  if (!allowed && !deviates) return [`the expectation "${word}" is not understood`];
  if (!allowed?.includes(type) && !deviates) return [`"${word}" was read as ${type}`];
  if (item.kind !== "event") return [];
  const wrong: string[] = [];
  const recipient = expected.recipient?.toLowerCase();
  if (recipient && item.recipient?.toLowerCase() !== recipient)
    wrong.push(`recipient ${item.recipient}, not ${recipient}`);
  if (expected.click_url && item.visit?.url !== expected.click_url) wrong.push(`address ${item.visit?.url}`);
  const id = expectedMessageId(sample, expected);
  if (id && bare(id) !== item.providerMessageId) wrong.push(`message id ${item.providerMessageId}, not ${id}`);
  return [...wrong, ...timeDifference(sample, expected, item.occurredAt)];
}

/** Anymail's SendGrid id is its own, and Symfony's id of a Mailgun event is that of the event. */
function expectedMessageId(sample: WebhookSample, expected: ExpectedEvent): string | null | undefined {
  if (sample.provider === "sendgrid") return null;
  return sample.provider === "mailgun" ? expected.message_id : (expected.message_id ?? expected.id);
}

/** Anymail takes the time of the envelope for SES, we the time of the event in it. */
function timeDifference(sample: WebhookSample, expected: ExpectedEvent, occurredAt: Date | null): string[] {
  if (!expected.timestamp || sample.provider === "ses") return [];
  const apartMs = Math.abs(new Date(expected.timestamp).getTime() - (occurredAt?.getTime() ?? 0));
  return apartMs > 60_000 ? [`time ${occurredAt?.toISOString()}, not ${expected.timestamp}`] : [];
}
