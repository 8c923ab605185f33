"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { unseen } from "@/components/ui/unseen";
import { errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { roleLabels } from "@/lib/workspaces/choices.shared";
import type { InvitationRow } from "@/lib/workspaces/queries";

/** Invitations that nobody has taken yet. */
export function InvitationTable({ invitations }: { invitations: InvitationRow[] }) {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-base">{t("Pending invitations")}</h2>
      <Table label={t("Pending invitations")} containerClassName="rounded-xl border">
        <TableHeader>
          <TableRow>
            <TableHead>{t("Invited")}</TableHead>
            <TableHead>{t("Role")}</TableHead>
            <TableHead className="hidden sm:table-cell">{t("Works until")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("Actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {invitations.map((invitation) => (
            <InvitationLine key={invitation.id} invitation={invitation} />
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function InvitationLine({ invitation }: { invitation: InvitationRow }) {
  const api = useWorkspaceApi();
  const router = useRouter();
  const resend = useMutation({
    mutationFn: () => api.post(`/invitations/${invitation.id}/mail`),
    onSuccess: () => toast.success(t("A new link is on its way to {email}", { email: invitation.email })),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  async function revoke() {
    await api.delete(`/invitations/${invitation.id}`);
    toast.success(t("The invitation to {email} was withdrawn", { email: invitation.email }));
    router.refresh();
  }
  return (
    <TableRow>
      <TableCell>
        <div className="grid min-w-0">
          <span className="wrap-anywhere font-medium">{invitation.email}</span>
          <span className="text-muted-foreground text-xs">
            {rich("by {name}, <when></when>", {
              name: invitation.invitedByName,
              when: () => <RelativeTime value={invitation.createdAt} />,
            })}
          </span>
        </div>
      </TableCell>
      <TableCell>{t(roleLabels[invitation.role])}</TableCell>
      <TableCell className="hidden sm:table-cell">
        {invitation.expired ? (
          <Badge variant="warning">{t("Ran out")}</Badge>
        ) : (
          <RelativeTime value={invitation.expiresAt} />
        )}
      </TableCell>
      <TableCell>
        <div className="flex flex-wrap justify-end gap-1">
          <Button variant="ghost" size="sm" pending={resend.isPending} onClick={() => resend.mutate()}>
            {rich("Send again<more> to {email}</more>", { email: invitation.email, more: unseen })}
          </Button>
          <ConfirmDialog
            trigger={
              <Button variant="ghost" size="sm" className="text-muted-foreground hover:text-destructive">
                {rich("Withdraw<more> the invitation to {email}</more>", { email: invitation.email, more: unseen })}
              </Button>
            }
            destructive
            title={t("Withdraw this invitation?")}
            description={t("The link that {email} got stops working. You can invite them again.", {
              email: invitation.email,
            })}
            confirmLabel={t("Withdraw invitation")}
            onConfirm={revoke}
          />
        </div>
      </TableCell>
    </TableRow>
  );
}
