import { Ban, CircleX, Clock, Inbox, MailQuestion, Send, Snowflake, Undo2 } from "lucide-react";
import { sourceLabels } from "@/components/messages/source-labels";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg, t } from "@/lib/language/t";
import type { MessageStep } from "@/lib/reports/messages/schema";
import { type EventStyle, MUTED, messageStyles } from "./event-styles";

const STYLES: Record<string, EventStyle> = ownTable({
  frozen: { icon: Snowflake, label: msg("Put into the campaign's audience"), tone: MUTED },
  accepted: { icon: Inbox, label: msg("Taken from the program that asked for it"), tone: MUTED },
  left_out: { icon: Ban, label: msg("Left out"), tone: MUTED },
  cancelled: { icon: Ban, label: msg("Cancelled before its turn"), tone: MUTED },
  attempt_given_up: { icon: CircleX, label: msg("Put off for the last time: bounced"), tone: "text-destructive" },
  ...messageStyles({
    "message.sent": msg("Taken over by the provider"),
    "message.delivered": msg("Delivered"),
    "message.deferred": msg("Put off by the receiver"),
    "message.failed": msg("Could not be sent"),
    "message.complained": msg("Marked as spam"),
    "message.complaint_withdrawn": msg("Complaint taken back"),
    "message.opened": msg("Opened"),
    "message.clicked": msg("Clicked"),
    "message.unsubscribed": msg("Unsubscribed"),
    "message.replied": msg("Replied"),
  }),
});

const ATTEMPTS: Record<string, EventStyle> = ownTable({
  accepted: { icon: Send, label: msg("accepted"), tone: "text-success" },
  deferred: { icon: Clock, label: msg("put off by the receiver"), tone: "text-warning" },
  refused: { icon: CircleX, label: msg("refused"), tone: "text-destructive" },
  unconfirmed: { icon: MailQuestion, label: msg("no answer came"), tone: "text-warning" },
});

const CAME_BACK: Record<string, Msg> = ownTable({
  dsn: msg("A delivery report came back"),
  arf: msg("A feedback report came back"),
  unsubscribe: msg("An unsubscribe mail came back"),
  auto_reply: msg("An automatic answer came back"),
  reply: msg("Replied by mail"),
  unknown: msg("A mail came back that was not understood"),
});

const BOUNCES: Record<string, Msg> = ownTable({
  hard: msg("Bounced for good"),
  soft: msg("Bounced"),
  block: msg("Blocked"),
});

/** Icon, label and colour of a step, in words. */
export function stepStyle(step: MessageStep): Omit<EventStyle, "label"> & { label: string } {
  if (step.type === "attempt" && step.attempt) {
    const style = ATTEMPTS[step.attempt.outcome ?? ""] ?? { icon: Send, label: msg("under way"), tone: MUTED };
    return {
      ...style,
      label: t("Try {number}: {outcome}", { number: step.attempt.number, outcome: t(style.label) }),
    };
  }
  if (step.type === "came_back") {
    return { icon: Undo2, label: t(CAME_BACK[step.source ?? ""] ?? msg("A mail came back")), tone: MUTED };
  }
  if (step.type === "message.bounced") {
    const label = t(BOUNCES[step.bounce?.kind ?? ""] ?? msg("Bounced"));
    return { icon: CircleX, label, tone: step.bounce?.kind === "block" ? "text-warning" : "text-destructive" };
  }
  const style = STYLES[step.type];
  return style ? { ...style, label: t(style.label) } : { icon: Clock, label: step.type, tone: MUTED };
}

/** How we know: the end of a sentence, or null. */
export function sourceText(step: MessageStep): string | null {
  return step.type === "came_back" || !step.source ? null : (sourceLabels(step.source)?.how ?? null);
}
