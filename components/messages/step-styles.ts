import { Ban, CircleX, Clock, Inbox, MailQuestion, Send, Snowflake, Undo2 } from "lucide-react";
import { sourceLabels } from "@/components/messages/source-labels";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";
import type { MessageStep } from "@/lib/reports/messages/schema";
import { type EventStyle, MUTED, messageStyles } from "./event-styles";

const STYLES: Record<string, EventStyle> = ownTable({
  frozen: { icon: Snowflake, label: "Put into the campaign's audience", tone: MUTED },
  accepted: { icon: Inbox, label: "Taken from the program that asked for it", tone: MUTED },
  left_out: { icon: Ban, label: "Left out", tone: MUTED },
  cancelled: { icon: Ban, label: "Cancelled before its turn", tone: MUTED },
  attempt_given_up: { icon: CircleX, label: "Put off for the last time: bounced", tone: "text-destructive" },
  ...messageStyles({
    "message.sent": "Taken over by the provider",
    "message.delivered": "Delivered",
    "message.deferred": "Put off by the receiver",
    "message.failed": "Could not be sent",
    "message.complained": "Marked as spam",
    "message.complaint_withdrawn": "Complaint taken back",
    "message.opened": "Opened",
    "message.clicked": "Clicked",
    "message.unsubscribed": "Unsubscribed",
    "message.replied": "Replied",
  }),
});

const ATTEMPTS: Record<string, EventStyle> = ownTable({
  accepted: { icon: Send, label: "accepted", tone: "text-success" },
  deferred: { icon: Clock, label: "put off by the receiver", tone: "text-warning" },
  refused: { icon: CircleX, label: "refused", tone: "text-destructive" },
  unconfirmed: { icon: MailQuestion, label: "no answer came", tone: "text-warning" },
});

const CAME_BACK: Record<string, string> = ownTable({
  dsn: "A delivery report came back",
  arf: "A feedback report came back",
  unsubscribe: "An unsubscribe mail came back",
  auto_reply: "An automatic answer came back",
  reply: "Replied by mail",
  unknown: "A mail came back that was not understood",
});

const BOUNCES: Record<string, string> = ownTable({
  hard: "Bounced for good",
  soft: "Bounced",
  block: "Blocked",
});

/** Icon, label and colour of a step. */
export function stepStyle(step: MessageStep): EventStyle {
  if (step.type === "attempt" && step.attempt) {
    const style = ATTEMPTS[step.attempt.outcome ?? ""] ?? { icon: Send, label: t("under way"), tone: MUTED };
    return { ...style, label: t("Try {number}: {label}", { number: step.attempt.number, label: style.label }) };
  }
  if (step.type === "came_back") {
    return { icon: Undo2, label: CAME_BACK[step.source ?? ""] ?? t("A mail came back"), tone: MUTED };
  }
  if (step.type === "message.bounced") {
    const label = BOUNCES[step.bounce?.kind ?? ""] ?? t("Bounced");
    return { icon: CircleX, label, tone: step.bounce?.kind === "block" ? "text-warning" : "text-destructive" };
  }
  return STYLES[step.type] ?? { icon: Clock, label: step.type, tone: MUTED };
}

/** How we know: the end of a sentence, or null. */
export function sourceText(step: MessageStep): string | null {
  return step.type === "came_back" || !step.source ? null : (sourceLabels(step.source)?.how ?? null);
}
