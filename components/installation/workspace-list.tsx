"use client";

import { Building2 } from "lucide-react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { WorkspaceMenu } from "./workspace-menu";

interface Props {
  items: readonly InstallationWorkspaceItem[];
  nextCursor: string | null;
}

/** Every workspace of the installation with what it may do; for the operator. */
export function WorkspaceList({ items, nextCursor }: Props) {
  const url = useUrlFilters();
  const next = nextCursor ? new URLSearchParams({ query: url.get("query"), cursor: nextCursor }) : null;
  return (
    <div className="grid gap-4">
      <SearchInput
        value={url.get("query")}
        onSearch={(query) => url.set({ query })}
        label="Search workspaces"
        placeholder="Name, or address of a member"
      />
      {items.length === 0 ? (
        <EmptyState
          icon={Building2}
          title="No workspace fits"
          description="The search looks into names of workspaces and addresses of their members."
        />
      ) : (
        <div>
          <Table label="Workspaces" containerClassName="rounded-xl border">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Workspace</TableHead>
                <TableHead className="hidden lg:table-cell">Owners</TableHead>
                <TableHead className="hidden sm:table-cell">Mails this month</TableHead>
                <TableHead className="hidden md:table-cell">Made</TableHead>
                <TableHead>
                  <span className="sr-only">Actions</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((workspace) => (
                <WorkspaceLine key={workspace.id} workspace={workspace} />
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

function WorkspaceLine({ workspace }: { workspace: InstallationWorkspaceItem }) {
  const format = useFormat();
  const { name, slug, owners, memberCount, createdAt, mailsThisMonth, maxMailsPerMonth, suspendedReason } = workspace;
  return (
    <TableRow>
      <TableCell className="align-top">
        <span className="wrap-anywhere block font-medium">{name}</span>
        <span className="wrap-anywhere block text-muted-foreground text-xs">
          /{slug} · {memberCount} {memberCount === 1 ? "member" : "members"}
        </span>
        <Marks workspace={workspace} />
        {suspendedReason ? (
          <span className="wrap-anywhere mt-1 block text-muted-foreground text-xs">{suspendedReason}</span>
        ) : null}
      </TableCell>
      <TableCell className="wrap-anywhere hidden align-top text-muted-foreground lg:table-cell">
        {owners.map(({ email }) => email).join(", ") || "None"}
      </TableCell>
      <TableCell className="hidden align-top tabular-nums sm:table-cell">
        {format.number(mailsThisMonth)}
        {maxMailsPerMonth === null ? null : (
          <span className="block text-muted-foreground text-xs">of {format.number(maxMailsPerMonth)}</span>
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
  const format = useFormat();
  const { suspendedAt, mayUseInstallationTransport, maxContacts, maxSenders } = workspace;
  const limits = [
    ...(maxContacts === null ? [] : [`${format.number(maxContacts)} contacts`]),
    ...(maxSenders === null ? [] : [`${format.number(maxSenders)} senders`]),
  ];
  if (!suspendedAt && !mayUseInstallationTransport && limits.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {suspendedAt ? <Badge variant="destructive">Suspended</Badge> : null}
      {mayUseInstallationTransport ? <Badge variant="info">Installation's way out</Badge> : null}
      {limits.length > 0 ? <Badge variant="outline">At most {limits.join(", ")}</Badge> : null}
    </span>
  );
}
