"use client";

import { Users } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { actionsColumn, type Column } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { Role } from "@/lib/base/permissions.shared";
import type { AccountItem } from "@/lib/installation/schema";
import { type Msg, msg, t } from "@/lib/language/t";
import { AccountMenu } from "./account-menu";
import { type Found, SearchedList } from "./searched-list";

const columns: readonly Column[] = [
  { label: msg("Account") },
  { label: msg("Workspaces"), className: "hidden md:table-cell" },
  { label: msg("Last seen"), className: "hidden sm:table-cell" },
  actionsColumn,
];

const inWorkspace: Record<Role, Msg> = {
  owner: msg("{workspace} (owner)"),
  admin: msg("{workspace} (admin)"),
  marketer: msg("{workspace} (marketer)"),
  analyst: msg("{workspace} (analyst)"),
};

/** Every account of the installation; for the operator. */
export function AccountList(found: Found<AccountItem>) {
  return (
    <SearchedList
      {...found}
      search={{ label: t("Search accounts"), placeholder: t("Name or address") }}
      label={t("Accounts")}
      columns={columns}
      empty={{ icon: Users, title: t("No account fits"), description: t("The search looks into names and addresses.") }}
      row={(account) => <AccountLine account={account} />}
    />
  );
}

function AccountLine({ account }: { account: AccountItem }) {
  return (
    <TableRow>
      <TableCell>
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={account.name} />
          <div className="grid min-w-0 gap-1">
            <span className="wrap-anywhere font-medium">{account.name}</span>
            <span className="wrap-anywhere text-muted-foreground text-xs">
              <bdi>{account.email}</bdi>
            </span>
            <Rights account={account} />
          </div>
        </div>
      </TableCell>
      <TableCell className="hidden text-muted-foreground md:table-cell">{workspaceText(account)}</TableCell>
      <TableCell className="hidden text-muted-foreground sm:table-cell">
        {account.lastSeenAt ? <RelativeTime value={account.lastSeenAt} /> : t("Not lately")}
      </TableCell>
      <TableCell className="text-end">
        <AccountMenu account={account} />
      </TableCell>
    </TableRow>
  );
}

function Rights({ account }: { account: AccountItem }) {
  const { isSelf, isOperator, mayAddWorkspace, disabledAt, emailVerified } = account;
  if (!isSelf && !isOperator && !mayAddWorkspace && !disabledAt && emailVerified) return null;
  return (
    <span className="flex flex-wrap gap-1">
      {isSelf ? <Badge variant="outline">{t("You")}</Badge> : null}
      {disabledAt ? <Badge variant="destructive">{t("Disabled")}</Badge> : null}
      {isOperator ? <Badge variant="default">{t("Operator")}</Badge> : null}
      {mayAddWorkspace && !isOperator ? <Badge variant="info">{t("Makes workspaces")}</Badge> : null}
      {emailVerified ? null : <Badge variant="warning">{t("Address not confirmed")}</Badge>}
    </span>
  );
}

function workspaceText({ workspaces, workspaceCount }: AccountItem): string {
  if (workspaceCount === 0) return t("None");
  const named = workspaces.map(({ name, role }) => t(inWorkspace[role], { workspace: name })).join(", ");
  const more = workspaceCount - workspaces.length;
  return more > 0 ? t("{workspaces} and {more} more", { workspaces: named, more }) : named;
}
