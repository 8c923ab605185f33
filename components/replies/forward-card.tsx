"use client";

import { useMutation } from "@tanstack/react-query";
import { Forward } from "lucide-react";
import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { ForwardState, ReplyDetail } from "@/lib/inbound/replies/schema";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";

const styles: Readonly<Record<ForwardState, { label: Msg; variant: "secondary" | "success" | "warning" | "info" }>> = {
  none: { label: msg("Not passed on"), variant: "secondary" },
  waiting: { label: msg("On its way"), variant: "info" },
  sending: { label: msg("On its way"), variant: "info" },
  forwarded: { label: msg("Passed on"), variant: "success" },
  failed: { label: msg("Did not arrive"), variant: "warning" },
  unconfirmed: { label: msg("Not confirmed"), variant: "warning" },
};

/** Whether the answer went on to the sender, and where. */
export function ForwardCard({ reply }: { reply: ReplyDetail }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const again = useMutation({
    mutationFn: () => api.post(`/replies/${reply.id}/forward`),
    onSuccess: () => {
      toast.success(t("It is on its way."));
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  const { label, variant } = styles[reply.forward];
  const { forwardedAt } = reply;
  const offered = ["none", "failed", "unconfirmed"].includes(reply.forward) && can("replies.write");
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center justify-between gap-2">
          {t("Passing on")}
          <Badge variant={variant}>{t(label)}</Badge>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3 text-sm">
        {reply.forwardTo ? (
          <p className="break-all">
            {forwardedAt
              ? rich("To {address}, <when></when>", {
                  address: reply.forwardTo,
                  when: () => <DateTime value={forwardedAt} />,
                })
              : t("To {address}", { address: reply.forwardTo })}
          </p>
        ) : null}
        {reply.forwardNote && reply.forward !== "forwarded" ? (
          <p className="break-words text-muted-foreground">{reply.forwardNote}</p>
        ) : null}
        {offered ? (
          <Button variant="outline" size="sm" pending={again.isPending} onClick={() => again.mutate()}>
            <Forward aria-hidden />
            {reply.forward === "none" ? t("Pass it on") : t("Pass it on again")}
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
