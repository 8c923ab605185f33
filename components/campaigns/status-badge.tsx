import { Ban, CalendarClock, CircleCheck, CirclePause, type LucideIcon, Pencil, Send, Users } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { type Msg, msg, t } from "@/lib/language/t";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

type Style = { variant: "secondary" | "info" | "success" | "warning" | "outline"; icon: LucideIcon };

const styles: Record<CampaignStatus, Style> = {
  draft: { variant: "secondary", icon: Pencil },
  scheduled: { variant: "info", icon: CalendarClock },
  preparing: { variant: "info", icon: Users },
  sending: { variant: "info", icon: Send },
  paused: { variant: "warning", icon: CirclePause },
  sent: { variant: "success", icon: CircleCheck },
  cancelled: { variant: "outline", icon: Ban },
};

export const statusLabels: Record<CampaignStatus, Msg> = {
  draft: msg("Draft", "a campaign"),
  scheduled: msg("Scheduled", "a campaign"),
  preparing: msg("Preparing", "a campaign"),
  sending: msg("Sending", "a campaign"),
  paused: msg("Paused", "a campaign"),
  sent: msg("Sent", "a campaign"),
  cancelled: msg("Cancelled", "a campaign"),
};

/** Where a campaign stands, in a word. */
export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { variant, icon: Icon } = styles[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {t(statusLabels[status])}
    </Badge>
  );
}
