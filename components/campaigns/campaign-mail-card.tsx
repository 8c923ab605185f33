"use client";

import { useQuery } from "@tanstack/react-query";
import { Maximize2 } from "lucide-react";
import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { MailViews } from "@/components/editor/mail-views";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import type { CampaignMail } from "@/lib/campaigns/draft/views.shared";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

interface CampaignMailCardProps {
  campaignId: string;
  /** Changes with the content. */
  version: string;
  /** It has been launched: what is shown is what was sent. */
  sent: boolean;
  className?: string;
}

/** The mail itself, small; opened, as it looks on a desktop, a phone, in the dark and as plain text. */
export function CampaignMailCard({ campaignId, version, sent, className }: CampaignMailCardProps) {
  return (
    <Card className={cn("gap-0 overflow-hidden py-0", className)}>
      <MailThumbnail url={`/campaigns/${campaignId}/rendered`} version={version} className="border-b" />
      <CardContent className="flex items-center justify-between gap-2 p-3">
        <span className="text-muted-foreground text-sm">{sent ? t("The mail as it was sent") : t("The mail")}</span>
        <Dialog>
          <DialogTrigger asChild>
            <Button variant="outline" size="sm">
              <Maximize2 aria-hidden />
              {t("Open the mail")}
            </Button>
          </DialogTrigger>
          <DialogContent className="max-w-4xl">
            <DialogHeader>
              <DialogTitle>{sent ? t("The mail as it was sent") : t("The mail")}</DialogTitle>
              <DialogDescription>
                {t("As somebody gets it of whom nothing is known. Looking here counts as no open and no click.")}
              </DialogDescription>
            </DialogHeader>
            <WholeMail campaignId={campaignId} version={version} />
          </DialogContent>
        </Dialog>
      </CardContent>
    </Card>
  );
}

function WholeMail({ campaignId, version }: { campaignId: string; version: string }) {
  const { slug, api } = useWorkspace();
  const { data, error } = useQuery({
    queryKey: ["campaign-mail", slug, campaignId, version],
    queryFn: ({ signal }) => api.get<CampaignMail>(`/campaigns/${campaignId}/rendered`, { signal }),
  });
  return <MailViews mail={data} problem={error ? <FormError message={errorMessage(error)} /> : null} />;
}
