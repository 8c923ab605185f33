import { Ban, Clock, Eye, IdCard, Reply, UserMinus, UserPlus, UserRoundCheck, Zap } from "lucide-react";
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
  "elsewhere.track": { icon: Zap, label: "Did something", tone: "text-primary" },
  "elsewhere.page": { icon: Eye, label: "Viewed a page", tone: MUTED },
  "elsewhere.screen": { icon: Eye, label: "Viewed a screen", tone: MUTED },
  "elsewhere.identify": { icon: IdCard, label: "Identified", tone: MUTED },
  "elsewhere.group": { icon: IdCard, label: "Joined a group", tone: MUTED },
  "elsewhere.alias": { icon: IdCard, label: "Got another id", tone: MUTED },
  "contact.created": { icon: UserPlus, label: "Added", tone: "text-primary" },
  "contact.subscribed": { icon: UserRoundCheck, label: "Subscribed", tone: "text-success" },
  "contact.unsubscribed": { icon: UserMinus, label: "Unsubscribed", tone: "text-warning" },
});

/** Icon, label and colour of an entry in a contact's timeline. */
export function timelineStyle(type: string): EventStyle {
  return styles[type] ?? { icon: Clock, label: type, tone: MUTED };
}
