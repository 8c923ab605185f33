"use client";

import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import type { DomainView } from "@/lib/sending/domains/queries";
import { DnsRecordTable } from "./dns-record-table";
import { DomainStatusBadge } from "./domain-status-badge";

export function DomainCard({ domain }: { domain: DomainView }) {
  const { can } = useWorkspace();
  const local = domain.status === "local";
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-2.5">
            <h3 className="break-all font-semibold text-base">
              {domain.shownName}
              {domain.shownName === domain.name ? null : (
                <span className="font-normal text-muted-foreground text-sm"> ({domain.name})</span>
              )}
            </h3>
            <DomainStatusBadge status={domain.status} />
          </div>
          <p className="text-muted-foreground text-sm">
            <Explanation domain={domain} />
          </p>
        </div>
        {can("sending.write") ? (
          <div className="flex flex-wrap gap-2">
            {local ? null : <VerifyButton domain={domain} />}
            {domain.senderCount === 0 ? <RemoveDomain domain={domain} /> : null}
          </div>
        ) : null}
      </CardHeader>
      <CardContent>
        {local ? (
          <details className="group">
            <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground text-sm hover:text-foreground">
              {t("Show the records a real domain would need")}
            </summary>
            <div className="mt-4">
              <DnsRecordTable domain={domain} />
            </div>
          </details>
        ) : (
          <DnsRecordTable domain={domain} />
        )}
      </CardContent>
    </Card>
  );
}

function Explanation({ domain }: { domain: DomainView }) {
  if (domain.status === "local") {
    return (
      <>
        {t(
          "This name exists only on this machine. Mail from it is signed and reaches the embedded mailbox, and nobody else: add a domain you own to send real mail.",
        )}
      </>
    );
  }
  if (domain.heldElsewhere) return <>{heldElsewhereText(domain.name)}</>;
  if (!domain.checkedAt) return <>{t("Publish the records below at your DNS provider, then check them.")}</>;
  const { checkedAt, status } = domain;
  const when = () => <RelativeTime value={checkedAt} />;
  return status === "failing"
    ? rich("Checked <when></when>. It was verified before; put the records right again.", { when })
    : rich("Checked <when></when>", { when });
}

const heldElsewhereText = (name: string) =>
  t(
    "{name} is verified in another workspace of this installation; its records are right, but it can be verified here only after it was removed there.",
    { name },
  );

const results = {
  verified: msg("All required records are right"),
  pending: msg("Some records are not right yet"),
  failing: msg("Some records are no longer right"),
  local: msg("This domain needs no check"),
};

function VerifyButton({ domain }: { domain: DomainView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const verify = useMutation({
    mutationFn: () =>
      api.put<{ status: DomainView["status"]; heldElsewhere: boolean }>(`/domains/${domain.id}/verification`),
    onSuccess: ({ status, heldElsewhere }) =>
      heldElsewhere
        ? toast.warning(heldElsewhereText(domain.name))
        : (status === "verified" ? toast.success : toast.warning)(t(results[status])),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Button variant="outline" size="sm" pending={verify.isPending} onClick={() => verify.mutate()}>
      {verify.isPending ? null : <RefreshCw aria-hidden />}
      {t("Verify now")}
    </Button>
  );
}

function RemoveDomain({ domain }: { domain: DomainView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  async function remove() {
    await api.delete(`/domains/${domain.id}`);
    toast.success(t("{name} was removed", { name: domain.name }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" className="text-muted-foreground hover:text-destructive">
          {t("Remove")}
          <span className="sr-only">{domain.name}</span>
        </Button>
      }
      destructive
      title={t("Remove {name}?", { name: domain.name })}
      description={t("Its signing keys are deleted. If you add it again it gets new ones, and the DNS records change.")}
      confirmLabel={t("Remove domain")}
      onConfirm={remove}
    />
  );
}
