"use client";

import { useMutation } from "@tanstack/react-query";
import { Trash2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { actionsColumn, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { BIN_DAYS, type BinKind } from "@/lib/base/bin/bin-kinds.shared";
import type { BinItem } from "@/lib/bin/find-bin";
import { errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";

const kindLabels: Record<BinKind, Msg> = {
  campaign: msg("Draft"),
  segment: msg("Segment"),
  view: msg("View of contacts"),
};

const columns = [
  { label: msg("Name") },
  { label: msg("Kind"), className: "hidden sm:table-cell" },
  { label: msg("Deleted"), className: "hidden sm:table-cell" },
  actionsColumn,
];

/** What was deleted in the last month, each with a way back. */
export function BinTable({ items }: { items: BinItem[] }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const restore = useMutation({
    mutationFn: ({ id }: BinItem) => api.put(`/bin/${id}/restoration`),
    onSuccess: (_, { name }) => toast.success(t("“{name}” is back.", { name })),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<Trash2 aria-hidden />}
        title={t("The bin is empty")}
        description={t(
          "{days, plural, one {Drafts, segments and views that somebody deletes are kept here for # day.} other {Drafts, segments and views that somebody deletes are kept here for # days.}}",
          { days: BIN_DAYS },
        )}
      />
    );
  }
  return (
    <ListTable label={t("Deleted things")} columns={columns}>
      {items.map((item) => (
        <TableRow key={item.id}>
          <TableCell className="max-w-64 font-medium">
            <span className="block truncate">{item.name}</span>
            <span className="block truncate font-normal text-muted-foreground text-xs sm:hidden">
              {rich("{kind}, <when></when>", {
                kind: t(kindLabels[item.kind]),
                when: () => <RelativeTime value={item.deletedAt} />,
              })}
            </span>
          </TableCell>
          <TableCell className="hidden sm:table-cell">{t(kindLabels[item.kind])}</TableCell>
          <TableCell className="hidden text-muted-foreground sm:table-cell">
            {rich("<when></when> by {person}", {
              person: item.deletedByName,
              when: () => <RelativeTime value={item.deletedAt} />,
            })}
          </TableCell>
          <TableCell className="w-0 text-end">
            <Button
              variant="outline"
              size="sm"
              pending={restore.isPending && restore.variables?.id === item.id}
              onClick={() => restore.mutate(item)}
            >
              <Undo2 aria-hidden />
              {t("Bring back")}
              <span className="sr-only"> {item.name}</span>
            </Button>
          </TableCell>
        </TableRow>
      ))}
    </ListTable>
  );
}
