"use client";

import { useMutation } from "@tanstack/react-query";
import { Globe2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { SwitchField } from "@/components/ui/switch";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage } from "@/lib/client/api";
import type { InstallationSuppressionItem } from "@/lib/people/suppressions/schema";
import { ReasonBadge } from "./reason-badge";

interface Props {
  items: readonly InstallationSuppressionItem[];
  nextCursor: string | null;
  shared: boolean;
}

/** What no workspace of the installation may mail; for the operator. */
export function InstallationList({ items, nextCursor, shared }: Props) {
  const url = useUrlFilters();
  const next = nextCursor ? new URLSearchParams({ query: url.get("query"), cursor: nextCursor }) : null;
  return (
    <div className="grid gap-4">
      <SharingCard shared={shared} />
      <SearchInput
        value={url.get("query")}
        onSearch={(query) => url.set({ query })}
        label="Search by beginning of address or domain"
        placeholder="Address or @domain"
      />
      {items.length === 0 ? (
        <EmptyState
          icon={Globe2}
          title={url.get("query") ? "No address fits" : "Nothing is blocked for everybody"}
          description={
            url.get("query")
              ? "The search looks at the beginning of the address, or after an @ of the domain."
              : "Addresses added here get mail from no workspace of this installation, whatever their lists say."
          }
        />
      ) : (
        <div>
          <Table label="Addresses blocked for the whole installation" containerClassName="rounded-xl border">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Address</TableHead>
                <TableHead>Reason</TableHead>
                <TableHead className="hidden md:table-cell">From</TableHead>
                <TableHead className="hidden md:table-cell">Since</TableHead>
                <TableHead>
                  <span className="sr-only">Action</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <Row key={item.id} item={item} />
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

function SharingCard({ shared }: { shared: boolean }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (next: boolean) => api.put("/installation-suppressions/sharing", { shared: next }),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <Card>
      <CardContent>
        <SwitchField
          label="Hard bounces and complaints of one workspace hold for all"
          description="A mailbox that does not exist for one does not exist for the others, and who complains about one of your senders is likely to complain about the next. Lists that were imported or typed in are never shared."
          checked={change.isPending ? change.variables : shared}
          disabled={change.isPending}
          onCheckedChange={(next) => (next ? setAsking(true) : change.mutate(false))}
        />
      </CardContent>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Share bounces and complaints between all workspaces?"
        description="Those known already are taken over at once. Workspaces see that an address is blocked and why, not by whom. Turning it off takes all of them back."
        confirmLabel="Share them"
        onConfirm={() => change.mutateAsync(true)}
      />
    </Card>
  );
}

function Row({ item }: { item: InstallationSuppressionItem }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [note, setNote] = useState("");
  return (
    <TableRow>
      <TableCell className="max-w-64 font-medium">
        <span className="block truncate">{item.email}</span>
        {item.note ? (
          <span className="block truncate font-normal text-muted-foreground text-xs">{item.note}</span>
        ) : null}
      </TableCell>
      <TableCell>
        <ReasonBadge reason={item.reason} />
      </TableCell>
      <TableCell className="hidden md:table-cell">{item.origin ?? item.createdByName}</TableCell>
      <TableCell className="hidden md:table-cell">
        <DateTime value={item.createdAt} dateOnly />
      </TableCell>
      <TableCell className="text-end">
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              Lift<span className="sr-only"> {item.email}</span>
            </Button>
          }
          title={`Allow mail to ${item.email} again?`}
          description="Workspaces that have it on their own list keep it there."
          confirmLabel="Lift for everybody"
          destructive
          typeToConfirm={item.reason === "complaint" ? item.email : undefined}
          onConfirm={async () => {
            await api.delete("/installation-suppressions", { email: item.email, note });
            toast.success(`${item.email} is no longer blocked for everybody.`);
            router.refresh();
          }}
        >
          <Field label="Why?" help="Kept in the audit log with your name." required>
            <Textarea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </ConfirmDialog>
      </TableCell>
    </TableRow>
  );
}
