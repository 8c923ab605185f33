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
} from "lucide-react";
import type { Msg } from "@/lib/language/t";

/** How something that happened is shown. */
export interface EventStyle {
  icon: LucideIcon;
  label: Msg;
  /** Text colour of the icon. */
  tone: string;
}

export const MUTED = "text-muted-foreground";

const marks = {
  "message.sent": { icon: Send, tone: MUTED },
  "message.delivered": { icon: MailCheck, tone: "text-success" },
  "message.deferred": { icon: Clock, tone: "text-warning" },
  "message.bounced": { icon: CircleX, tone: "text-destructive" },
  "message.failed": { icon: Ban, tone: "text-destructive" },
  "message.complained": { icon: OctagonAlert, tone: "text-destructive" },
  "message.complaint_withdrawn": { icon: FlagOff, tone: "text-success" },
  "message.opened": { icon: MailOpen, tone: "text-info" },
  "message.clicked": { icon: MousePointerClick, tone: "text-primary" },
  "message.unsubscribed": { icon: UserMinus, tone: "text-warning" },
  "message.replied": { icon: Reply, tone: "text-primary" },
} as const;

/** Icon and colour of what happened to a message, the same on every page, with the labels that a page has for it. */
export function messageStyles<Type extends keyof typeof marks>(labels: Record<Type, Msg>): Record<Type, EventStyle> {
  const styles = Object.entries<Msg>(labels).map(([type, label]) => [type, { ...marks[type as Type], label }]);
  return Object.fromEntries(styles) as Record<Type, EventStyle>;
}
