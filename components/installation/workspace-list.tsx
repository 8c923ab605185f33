"use client";

import { useMutation } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Switch } from "@/components/ui/switch";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";

interface Props {
  items: readonly InstallationWorkspaceItem[];
  nextCursor: string | null;
}

/** Every workspace of the installation, and whether it may use the installation's way out; for the operator. */
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
                <TableHead className="hidden md:table-cell">Owners</TableHead>
                <TableHead className="hidden sm:table-cell">Made</TableHead>
                <TableHead className="text-end">Installation's way out</TableHead>
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
  const { api } = useWorkspace();
  const router = useRouter();
  const { id, name, slug, owners, memberCount, createdAt, mayUseInstallationTransport } = workspace;
  const path = `/installation/workspaces/${id}/transport-right`;
  const change = useMutation({
    mutationFn: (granted: boolean) => (granted ? api.put(path, {}) : api.delete(path)),
    onSuccess: (_result, granted) =>
      toast.success(`${name} ${granted ? "may use" : "no longer uses"} the installation's way out`),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <TableRow>
      <TableCell>
        <span className="wrap-anywhere block font-medium">{name}</span>
        <span className="wrap-anywhere block text-muted-foreground text-xs">
          /{slug} · {memberCount} {memberCount === 1 ? "member" : "members"}
        </span>
      </TableCell>
      <TableCell className="wrap-anywhere hidden text-muted-foreground md:table-cell">
        {owners.map(({ email }) => email).join(", ") || "None"}
      </TableCell>
      <TableCell className="hidden text-muted-foreground sm:table-cell">
        <DateTime value={createdAt} dateOnly />
      </TableCell>
      <TableCell className="text-end">
        <Switch
          aria-label={`${name} may use the installation's way out`}
          checked={change.isPending ? change.variables : mayUseInstallationTransport}
          disabled={change.isPending}
          onCheckedChange={(granted) => change.mutate(granted)}
        />
      </TableCell>
    </TableRow>
  );
}
