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

interface Style {
  icon: LucideIcon;
  label: string;
  /** Text colour of the icon. */
  tone: string;
}

const styles: Record<string, Style> = ownTable({
  "message.sent": { icon: Send, label: "Mail sent", tone: "text-muted-foreground" },
  "message.delivered": { icon: MailCheck, label: "Mail delivered", tone: "text-success" },
  "message.deferred": { icon: Clock, label: "Delivery put off", tone: "text-warning" },
  "message.bounced": { icon: CircleX, label: "Mail bounced", tone: "text-destructive" },
  "message.failed": { icon: Ban, label: "Mail failed", tone: "text-destructive" },
  "message.left_out": { icon: Ban, label: "Not mailed", tone: "text-muted-foreground" },
  "message.replied": { icon: Reply, label: "Replied", tone: "text-primary" },
  "message.complaint_withdrawn": { icon: FlagOff, label: "Complaint taken back", tone: "text-success" },
  "message.complained": { icon: OctagonAlert, label: "Marked as spam", tone: "text-destructive" },
  "message.opened": { icon: MailOpen, label: "Opened", tone: "text-info" },
  "message.clicked": { icon: MousePointerClick, label: "Clicked", tone: "text-primary" },
  "message.unsubscribed": { icon: UserMinus, label: "Unsubscribed by a mail", tone: "text-warning" },
  "contact.created": { icon: UserPlus, label: "Added", tone: "text-primary" },
  "contact.subscribed": { icon: UserRoundCheck, label: "Subscribed", tone: "text-success" },
  "contact.unsubscribed": { icon: UserMinus, label: "Unsubscribed", tone: "text-warning" },
});

export function timelineStyle(type: string): Style {
  return styles[type] ?? { icon: Clock, label: type, tone: "text-muted-foreground" };
}
