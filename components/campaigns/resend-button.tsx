"use client";

import { MailQuestion } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";
import { type CampaignStatus, isFinal } from "@/lib/sending/campaign/status.shared";
import { useResend } from "./use-resend";

/** Once a campaign is over: a draft of it for those who did not open it. */
export function ResendButton({ campaign }: { campaign: { id: string; name: string; status: CampaignStatus } }) {
  const { can } = useWorkspace();
  const resend = useResend(campaign);
  if (!can("campaigns.write") || !isFinal(campaign.status)) return null;
  return (
    <Button variant="outline" pending={resend.isPending || resend.isSuccess} onClick={() => resend.mutate()}>
      <MailQuestion aria-hidden />
      {t("Resend to non-openers")}
    </Button>
  );
}
