"use client";

import { useMutation } from "@tanstack/react-query";
import { Send, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { LookedAtRequest } from "@/lib/campaigns/send-requests/schema";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { whenText } from "./when-text";

/** Yes, after one more look at the number, or no. */
export function SendRequestButtons({ request }: { request: LookedAtRequest }) {
  const { api, format, path } = useWorkspace();
  const router = useRouter();
  const url = `/send-requests/${request.id}`;
  const count = request.willReceive;
  const decline = useMutation({
    mutationFn: () => api.put(`${url}/refusal`),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <>
      <Button variant="outline" pending={decline.isPending} onClick={() => decline.mutate()}>
        {decline.isPending ? null : <X aria-hidden />}
        {t("Decline")}
      </Button>
      <ConfirmDialog
        trigger={
          <Button>
            <Send aria-hidden />
            {request.at ? t("Schedule") : t("Send to {count, plural, one {# person} other {# people}}", { count })}
          </Button>
        }
        title={
          request.at
            ? t("Send to {count, plural, one {# person} other {# people}} on {time}?", {
                count,
                time: whenText(request, new Date(request.at), format),
              })
            : t("Send to {count, plural, one {# person} other {# people}} now?", { count })
        }
        description={t("From {sender}, with the subject “{subject}”. What has left cannot be called back.", {
          sender: `${request.fromName} <${request.fromEmail}>`,
          subject: request.subject,
        })}
        confirmLabel={request.at ? t("Schedule campaign") : t("Send campaign")}
        onConfirm={async () => {
          await api.put(`${url}/confirmation`, { audience: request.willReceive });
          router.push(path("/campaigns/[campaignId]", { campaignId: request.campaignId }));
        }}
      />
    </>
  );
}
