"use client";

import { Building2 } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { actionsColumn, type Column } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { msg, t } from "@/lib/language/t";
import { type Found, SearchedList } from "./searched-list";
import { WorkspaceMenu } from "./workspace-menu";

const columns: readonly Column[] = [
  { label: msg("Workspace") },
  { label: msg("Owners"), className: "hidden lg:table-cell" },
  { label: msg("Mails this month"), className: "hidden sm:table-cell" },
  { label: msg("Made"), className: "hidden md:table-cell" },
  actionsColumn,
];

/** Every workspace of the installation with what it may do; for the operator. */
export function WorkspaceList(found: Found<InstallationWorkspaceItem>) {
  return (
    <SearchedList
      {...found}
      search={{ label: t("Search workspaces"), placeholder: t("Name, or address of a member") }}
      label={t("Workspaces")}
      columns={columns}
      empty={{
        icon: Building2,
        title: t("No workspace fits"),
        description: t("The search looks into names of workspaces and addresses of their members."),
      }}
      row={(workspace) => <WorkspaceLine workspace={workspace} />}
    />
  );
}

function WorkspaceLine({ workspace }: { workspace: InstallationWorkspaceItem }) {
  const format = useFormat();
  const { name, slug, owners, memberCount, createdAt, mailsThisMonth, maxMailsPerMonth, suspendedReason } = workspace;
  return (
    <TableRow>
      <TableCell className="align-top">
        <span className="wrap-anywhere block font-medium">{name}</span>
        <span className="wrap-anywhere block text-muted-foreground text-xs">
          <bdi>/{slug}</bdi> · {t("{count, plural, one {# member} other {# members}}", { count: memberCount })}
        </span>
        <Marks workspace={workspace} />
        {suspendedReason ? (
          <span className="wrap-anywhere mt-1 block text-muted-foreground text-xs">{suspendedReason}</span>
        ) : null}
      </TableCell>
      <TableCell className="wrap-anywhere hidden align-top text-muted-foreground lg:table-cell">
        {owners.map(({ email }) => email).join(", ") || t("None", undefined, "not one")}
      </TableCell>
      <TableCell className="hidden align-top tabular-nums sm:table-cell">
        {format.number(mailsThisMonth)}
        {maxMailsPerMonth === null ? null : (
          <span className="block text-muted-foreground text-xs">
            {t("of {limit}", { limit: format.number(maxMailsPerMonth) })}
          </span>
        )}
      </TableCell>
      <TableCell className="hidden align-top text-muted-foreground md:table-cell">
        <DateTime value={createdAt} dateOnly />
      </TableCell>
      <TableCell className="text-end align-top">
        <WorkspaceMenu workspace={workspace} />
      </TableCell>
    </TableRow>
  );
}

function Marks({ workspace }: { workspace: InstallationWorkspaceItem }) {
  const { suspendedAt, mayUseInstallationTransport, maxContacts, maxSenders } = workspace;
  const limits = [
    ...(maxContacts === null ? [] : [t("{count, plural, one {# contact} other {# contacts}}", { count: maxContacts })]),
    ...(maxSenders === null ? [] : [t("{count, plural, one {# sender} other {# senders}}", { count: maxSenders })]),
  ];
  if (!suspendedAt && !mayUseInstallationTransport && limits.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {suspendedAt ? <Badge variant="destructive">{t("Suspended")}</Badge> : null}
      {mayUseInstallationTransport ? <Badge variant="info">{t("Installation's way out")}</Badge> : null}
      {limits.length > 0 ? (
        <Badge variant="outline">{t("At most {limits}", { limits: limits.join(", ") })}</Badge>
      ) : null}
    </span>
  );
}
