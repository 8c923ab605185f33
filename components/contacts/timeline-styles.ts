import { Ban, Clock, Eye, IdCard, Reply, UserMinus, UserPlus, UserRoundCheck, Zap } from "lucide-react";
import { type EventStyle, MUTED, messageStyles } from "@/components/messages/event-styles";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { maybeMsg, msg } from "@/lib/language/t";

const styles: Record<string, EventStyle> = ownTable({
  ...messageStyles({
    "message.sent": msg("Mail sent"),
    "message.delivered": msg("Mail delivered"),
    "message.deferred": msg("Delivery put off"),
    "message.bounced": msg("Mail bounced"),
    "message.failed": msg("Mail failed"),
    "message.replied": msg("Replied"),
    "message.complaint_withdrawn": msg("Complaint taken back"),
    "message.complained": msg("Marked as spam"),
    "message.opened": msg("Opened"),
    "message.clicked": msg("Clicked"),
    "message.unsubscribed": msg("Unsubscribed by a mail"),
  }),
  "message.left_out": { icon: Ban, label: msg("Not mailed"), tone: MUTED },
  "reply.answered": { icon: Reply, label: msg("Answered"), tone: "text-primary" },
  "elsewhere.track": { icon: Zap, label: msg("Did something"), tone: "text-primary" },
  "elsewhere.page": { icon: Eye, label: msg("Viewed a page"), tone: MUTED },
  "elsewhere.screen": { icon: Eye, label: msg("Viewed a screen"), tone: MUTED },
  "elsewhere.identify": { icon: IdCard, label: msg("Identified"), tone: MUTED },
  "elsewhere.group": { icon: IdCard, label: msg("Joined a group"), tone: MUTED },
  "elsewhere.alias": { icon: IdCard, label: msg("Got another id"), tone: MUTED },
  "contact.created": { icon: UserPlus, label: msg("Added"), tone: "text-primary" },
  "contact.subscribed": { icon: UserRoundCheck, label: msg("Subscribed"), tone: "text-success" },
  "contact.unsubscribed": { icon: UserMinus, label: msg("Unsubscribed"), tone: "text-warning" },
});

/** Icon, label and colour of an entry in a contact's timeline. */
export function timelineStyle(type: string): EventStyle {
  return styles[type] ?? { icon: Clock, label: maybeMsg(type), tone: MUTED };
}
