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
  const people = `${format.number(request.willReceive)} ${request.willReceive === 1 ? "person" : "people"}`;
  const when = request.at ? `on ${whenText(request, new Date(request.at), format)}` : "now";
  const decline = useMutation({
    mutationFn: () => api.put(`${url}/refusal`),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <>
      <Button variant="outline" pending={decline.isPending} onClick={() => decline.mutate()}>
        {decline.isPending ? null : <X aria-hidden />}
        Decline
      </Button>
      <ConfirmDialog
        trigger={
          <Button>
            <Send aria-hidden />
            {request.at ? t("Schedule") : t("Send to {people}", { people })}
          </Button>
        }
        title={t("Send to {people} {when}?", { people, when })}
        description={t(
          "From {fromName} <{fromEmail}>, with the subject “{subject}”. What has left cannot be called back.",
          { fromName: request.fromName, fromEmail: request.fromEmail, subject: request.subject },
        )}
        confirmLabel={request.at ? t("Schedule campaign") : t("Send campaign")}
        onConfirm={async () => {
          await api.put(`${url}/confirmation`, { audience: request.willReceive });
          router.push(path("/campaigns/[campaignId]", { campaignId: request.campaignId }));
        }}
      />
    </>
  );
}
