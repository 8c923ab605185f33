import {
  Ban,
  CircleX,
  Clock,
  FlagOff,
  type LucideIcon,
  MailCheck,
  MailOpen,
  MousePointerClick,
  OctagonAlert,
  Reply,
  Send,
  UserMinus,
  UserPlus,
  UserRoundCheck,
} from "lucide-react";
import { ownTable } from "@/lib/base/text/own-table.shared";

interface Look {
  icon: LucideIcon;
  words: string;
  /** Text colour of the icon. */
  tone: string;
}

const looks: Record<string, Look> = ownTable({
  "message.sent": { icon: Send, words: "Mail sent", tone: "text-muted-foreground" },
  "message.delivered": { icon: MailCheck, words: "Mail delivered", tone: "text-success" },
  "message.deferred": { icon: Clock, words: "Delivery put off", tone: "text-warning" },
  "message.bounced": { icon: CircleX, words: "Mail bounced", tone: "text-destructive" },
  "message.failed": { icon: Ban, words: "Mail failed", tone: "text-destructive" },
  "message.left_out": { icon: Ban, words: "Not mailed", tone: "text-muted-foreground" },
  "message.replied": { icon: Reply, words: "Replied", tone: "text-primary" },
  "message.complaint_withdrawn": { icon: FlagOff, words: "Complaint taken back", tone: "text-success" },
  "message.complained": { icon: OctagonAlert, words: "Marked as spam", tone: "text-destructive" },
  "message.opened": { icon: MailOpen, words: "Opened", tone: "text-info" },
  "message.clicked": { icon: MousePointerClick, words: "Clicked", tone: "text-primary" },
  "message.unsubscribed": { icon: UserMinus, words: "Unsubscribed by a mail", tone: "text-warning" },
  "contact.created": { icon: UserPlus, words: "Added", tone: "text-primary" },
  "contact.subscribed": { icon: UserRoundCheck, words: "Subscribed", tone: "text-success" },
  "contact.unsubscribed": { icon: UserMinus, words: "Unsubscribed", tone: "text-warning" },
});

export function timelineLook(type: string): Look {
  return looks[type] ?? { icon: Clock, words: type, tone: "text-muted-foreground" };
}
