"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { RelativeTime } from "@/components/shell/date-time";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { actionsColumn, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { unseen } from "@/components/ui/unseen";
import type { Role } from "@/lib/base/permissions.shared";
import { errorMessage } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import { roleLabels, roleNouns } from "@/lib/workspaces/choices.shared";
import type { MemberRow } from "@/lib/workspaces/queries";
import { RoleSelect } from "./role-select";

/** `owners`: how many the workspace has, also where not all members are shown. */
export function MemberTable({ members, owners }: { members: MemberRow[]; owners: number }) {
  const { can } = useWorkspace();
  return (
    <ListTable
      label={t("Members")}
      columns={[
        { label: msg("Member") },
        { label: msg("Role") },
        ...(can("members.write") ? [{ label: msg("Second factor"), className: "hidden md:table-cell" }] : []),
        { label: msg("Last seen"), className: "hidden sm:table-cell" },
        { label: msg("Member since"), className: "hidden lg:table-cell" },
        actionsColumn,
      ]}
    >
      {members.map((member) => (
        <MemberLine key={member.id} member={member} lastOwner={member.role === "owner" && owners === 1} />
      ))}
    </ListTable>
  );
}

function MemberLine({ member, lastOwner }: { member: MemberRow; lastOwner: boolean }) {
  const { api, can, format, role: ownRole } = useWorkspace();
  const router = useRouter();
  const undo = useUndo();
  const manages = can("members.write") && (member.role !== "owner" || ownRole === "owner");
  const change = useMutation({
    mutationFn: (role: Role) => api.put(`/members/${member.id}/role`, { role }),
    onSuccess: (_result, role) =>
      undo(t("{name} is now {role}", { name: member.name, role: t(roleNouns[role]) }), async () => {
        await api.put(`/members/${member.id}/role`, { role: member.role });
        change.reset();
      }),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <TableRow>
      <TableCell>
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={member.name} />
          <div className="grid min-w-0">
            <span className="flex items-center gap-2 font-medium">
              <span className="truncate">{member.name}</span>
              {member.isSelf ? <Badge variant="outline">{t("You")}</Badge> : null}
            </span>
            <span className="wrap-anywhere text-muted-foreground text-xs">{member.email}</span>
          </div>
        </div>
      </TableCell>
      <TableCell>
        {manages && !lastOwner ? (
          <RoleSelect
            aria-label={t("Role of {name}", { name: member.name })}
            className="w-32"
            value={change.isPending || change.isSuccess ? change.variables : member.role}
            disabled={change.isPending}
            onChange={(role) => change.mutate(role)}
          />
        ) : (
          t(roleLabels[member.role])
        )}
      </TableCell>
      {member.secondFactor === null ? null : (
        <TableCell className="hidden md:table-cell">
          {member.secondFactor ? (
            <span className="inline-flex items-center gap-1.5">
              <ShieldCheck aria-hidden className="size-4 text-success" />
              {t("On", undefined, "a second factor")}
            </span>
          ) : (
            <span className="text-muted-foreground">{t("None", undefined, "not one")}</span>
          )}
        </TableCell>
      )}
      <TableCell className="hidden text-muted-foreground sm:table-cell">
        {member.lastSeenAt ? <RelativeTime value={member.lastSeenAt} /> : t("Not lately")}
      </TableCell>
      <TableCell className="hidden text-muted-foreground tabular-nums lg:table-cell">
        {format.date(member.joinedAt)}
      </TableCell>
      <TableCell className="text-end">
        {(manages || member.isSelf) && !lastOwner ? <RemoveMember member={member} /> : null}
      </TableCell>
    </TableRow>
  );
}

function RemoveMember({ member }: { member: MemberRow }) {
  const { api, name: workspaceName } = useWorkspace();
  const router = useRouter();
  async function remove() {
    await api.delete(`/members/${member.id}`);
    if (member.isSelf) return window.location.assign(outerPath("/"));
    toast.success(t("{name} was removed", { name: member.name }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" className="text-muted-foreground hover:text-destructive">
          {member.isSelf
            ? rich("Leave<more> {workspace}</more>", { workspace: workspaceName, more: unseen })
            : rich("Remove<more> {name}</more>", { name: member.name, more: unseen })}
        </Button>
      }
      destructive
      title={
        member.isSelf
          ? t("Leave {workspace}?", { workspace: workspaceName })
          : t("Remove {name}?", { name: member.name })
      }
      description={
        member.isSelf
          ? t("You lose access at once and need a new invitation to come back.")
          : t("They lose access at once. What they made stays, and their name stays in the audit log.")
      }
      confirmLabel={member.isSelf ? t("Leave workspace") : t("Remove member")}
      onConfirm={remove}
    />
  );
}
