import { z } from "zod";
import { enhancedCodesIn, preferEnhanced, replyCodesIn } from "@/lib/feedback/classify/status-codes";
import type { DsnAction, FoundRecipient, FoundReport } from "@/lib/feedback/parse/report-types";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

const Address = z.object({ emailAddress: z.string().max(1000) });
const Notification = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z
    .object({
      bounceType: z.string().optional(),
      bounceSubType: z.string().optional(),
      reportingMTA: z.string().optional(),
      bouncedRecipients: z.array(
        Address.extend({ status: z.string().optional(), diagnosticCode: z.string().optional() }),
      ),
    })
    .optional(),
  complaint: z
    .object({
      complainedRecipients: z.array(Address),
      complaintFeedbackType: z.string().nullish(),
      userAgent: z.string().nullish(),
    })
    .optional(),
  delivery: z
    .object({
      recipients: z.array(z.string().max(1000)),
      smtpResponse: z.string().optional(),
      reportingMTA: z.string().optional(),
    })
    .optional(),
  mail: z
    .object({
      messageId: z.string().optional(),
      commonHeaders: z.object({ messageId: z.string().optional() }).optional(),
    })
    .optional(),
});

export interface NotificationReport {
  bounce: FoundReport | null;
  complaint: { feedbackType: string; recipients: string[]; source: string | null } | null;
  messageId: string | null;
}

/** Reads an Amazon SES notification that SNS delivered by mail instead of by webhook: JSON as the text of the mail. */
export function parseNotification(mail: ReceivedMail): NotificationReport | null {
  if (!/"(notificationType|eventType)\\?"/.test(mail.text.slice(0, 20_000))) return null;
  const found = Notification.safeParse(unwrapped(jsonIn(mail.text)));
  if (!found.success) return null;
  const { bounce, complaint, delivery, mail: about } = found.data;
  return {
    messageId: about?.commonHeaders?.messageId?.replace(/[<>\s]/g, "") ?? about?.messageId ?? null,
    bounce: bounce ? bounced(bounce) : delivery ? delivered(delivery) : null,
    complaint: complaint
      ? {
          feedbackType: complaint.complaintFeedbackType?.toLowerCase() || "abuse",
          recipients: complaint.complainedRecipients.map((each) => each.emailAddress.toLowerCase()),
          source: complaint.userAgent ?? null,
        }
      : null,
  };
}

/** SNS wraps the notification in a text of its envelope, EventBridge in an object. */
function unwrapped(value: unknown): unknown {
  const { Message, detail } = Wrapper.parse(value ?? {});
  if (detail) return detail;
  return Message?.trimStart().startsWith("{") ? jsonIn(Message) : value;
}

const Wrapper = z
  .object({ Message: z.string().optional(), detail: z.record(z.string(), z.unknown()).optional() })
  .catch({});

/** The JSON object that stands in the text, alone or after a line of words. Old relays break its long line with "!", a line end and a space. */
function jsonIn(text: string): unknown {
  const whole = text.replace(/!\n[ \t]/g, "");
  const joined = whole.slice(Math.max(0, whole.indexOf("{")));
  const end = joined.search(/\}\s*\n\s*(--\s*\n|If you wish to stop)/);
  try {
    return JSON.parse((end < 0 ? joined : joined.slice(0, end + 1)).replace(/\n/g, ""));
  } catch {
    return null;
  }
}

function bounced(bounce: NonNullable<z.infer<typeof Notification>["bounce"]>): FoundReport {
  const note = `${bounce.bounceType ?? ""} ${bounce.bounceSubType ?? ""}`;
  return {
    reportingMta: bounce.reportingMTA?.replace(/^dns;\s*/i, "") ?? null,
    envelopeId: null,
    recipients: bounce.bouncedRecipients.map((each) =>
      recipient(each.emailAddress, "failed", each.status, each.diagnosticCode ?? note),
    ),
  };
}

function delivered(delivery: NonNullable<z.infer<typeof Notification>["delivery"]>): FoundReport {
  return {
    reportingMta: delivery.reportingMTA ?? null,
    envelopeId: null,
    recipients: delivery.recipients.map((address) =>
      recipient(address, "delivered", undefined, delivery.smtpResponse ?? ""),
    ),
  };
}

function recipient(address: string, action: DsnAction, status: string | undefined, reply: string): FoundRecipient {
  const diagnostic = reply.replace(/^\s*[a-z0-9-]+\s*;\s*/i, "").trim();
  const code = replyCodesIn(diagnostic)[0] ?? null;
  const quoted = enhancedCodesIn(diagnostic);
  return {
    address: address.toLowerCase(),
    originalAddress: null,
    action,
    code,
    enhanced: preferEnhanced(enhancedCodesIn(status ?? "")[0] ?? null, quoted, code),
    diagnostic,
    remoteMta: null,
  };
}
