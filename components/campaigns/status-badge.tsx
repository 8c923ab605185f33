import { Ban, CalendarClock, CircleCheck, CirclePause, type LucideIcon, Pencil, Send, Users } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

type Style = { label: string; variant: "secondary" | "info" | "success" | "warning" | "outline"; icon: LucideIcon };

const styles: Record<CampaignStatus, Style> = {
  draft: { label: "Draft", variant: "secondary", icon: Pencil },
  scheduled: { label: "Scheduled", variant: "info", icon: CalendarClock },
  preparing: { label: "Preparing", variant: "info", icon: Users },
  sending: { label: "Sending", variant: "info", icon: Send },
  paused: { label: "Paused", variant: "warning", icon: CirclePause },
  sent: { label: "Sent", variant: "success", icon: CircleCheck },
  cancelled: { label: "Cancelled", variant: "outline", icon: Ban },
};

/** Where a campaign stands, in a word. */
export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { label, variant, icon: Icon } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
