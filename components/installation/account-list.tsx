"use client";

import { Users } from "lucide-react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { RelativeTime } from "@/components/shell/date-time";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { AccountItem } from "@/lib/installation/schema";
import { roleLabels } from "@/lib/workspaces/choices.shared";
import { AccountMenu } from "./account-menu";

interface Props {
  items: readonly AccountItem[];
  nextCursor: string | null;
}

/** Every account of the installation; for the operator. */
export function AccountList({ items, nextCursor }: Props) {
  const url = useUrlFilters();
  const next = nextCursor ? new URLSearchParams({ query: url.get("query"), cursor: nextCursor }) : null;
  return (
    <div className="grid gap-4">
      <SearchInput
        value={url.get("query")}
        onSearch={(query) => url.set({ query })}
        label="Search accounts"
        placeholder="Name or address"
      />
      {items.length === 0 ? (
        <EmptyState icon={Users} title="No account fits" description="The search looks into names and addresses." />
      ) : (
        <div>
          <Table label="Accounts" containerClassName="rounded-xl border">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Account</TableHead>
                <TableHead className="hidden md:table-cell">Workspaces</TableHead>
                <TableHead className="hidden sm:table-cell">Last seen</TableHead>
                <TableHead>
                  <span className="sr-only">Actions</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((account) => (
                <AccountLine key={account.id} account={account} />
              ))}
            </TableBody>
          </Table>
          <Pagination
            previous={url.get("cursor") ? { onClick: () => window.history.back() } : null}
            next={next ? { href: `?${next}` } : null}
          />
        </div>
      )}
    </div>
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
            <span className="wrap-anywhere text-muted-foreground text-xs">{account.email}</span>
            <Rights account={account} />
          </div>
        </div>
      </TableCell>
      <TableCell className="hidden text-muted-foreground md:table-cell">{workspaceText(account)}</TableCell>
      <TableCell className="hidden text-muted-foreground sm:table-cell">
        {account.lastSeenAt ? <RelativeTime value={account.lastSeenAt} /> : "Never"}
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
      {isSelf ? <Badge variant="outline">You</Badge> : null}
      {disabledAt ? <Badge variant="destructive">Disabled</Badge> : null}
      {isOperator ? <Badge variant="default">Operator</Badge> : null}
      {mayAddWorkspace && !isOperator ? <Badge variant="info">Makes workspaces</Badge> : null}
      {emailVerified ? null : <Badge variant="warning">Address not confirmed</Badge>}
    </span>
  );
}

function workspaceText({ workspaces, workspaceCount }: AccountItem): string {
  if (workspaceCount === 0) return "None";
  const named = workspaces.map(({ name, role }) => `${name} (${roleLabels[role].toLowerCase()})`).join(", ");
  const more = workspaceCount - workspaces.length;
  return more > 0 ? `${named} and ${more} more` : named;
}
