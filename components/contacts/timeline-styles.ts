import { Ban, Clock, Reply, UserMinus, UserPlus, UserRoundCheck } from "lucide-react";
import { type EventStyle, MUTED, messageStyles } from "@/components/messages/event-styles";
import { ownTable } from "@/lib/base/text/own-table.shared";

const styles: Record<string, EventStyle> = ownTable({
  ...messageStyles({
    "message.sent": "Mail sent",
    "message.delivered": "Mail delivered",
    "message.deferred": "Delivery put off",
    "message.bounced": "Mail bounced",
    "message.failed": "Mail failed",
    "message.replied": "Replied",
    "message.complaint_withdrawn": "Complaint taken back",
    "message.complained": "Marked as spam",
    "message.opened": "Opened",
    "message.clicked": "Clicked",
    "message.unsubscribed": "Unsubscribed by a mail",
  }),
  "message.left_out": { icon: Ban, label: "Not mailed", tone: MUTED },
  "reply.answered": { icon: Reply, label: "Answered", tone: "text-primary" },
  "contact.created": { icon: UserPlus, label: "Added", tone: "text-primary" },
  "contact.subscribed": { icon: UserRoundCheck, label: "Subscribed", tone: "text-success" },
  "contact.unsubscribed": { icon: UserMinus, label: "Unsubscribed", tone: "text-warning" },
});

/** Icon, label and colour of an entry in a contact's timeline. */
export function timelineStyle(type: string): EventStyle {
  return styles[type] ?? { icon: Clock, label: type, tone: MUTED };
}
