"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { ListSummary } from "@/lib/people/lists/queries";

/** Lists with their sizes and how they grow. */
export function ListTable({ lists }: { lists: ListSummary[] }) {
  const { path, format } = useWorkspace();
  return (
    <Table label={t("Lists")} containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t("List")}</TableHead>
          <TableHead className="text-end">{t("Subscribed")}</TableHead>
          <TableHead className="text-end">{t("30 days")}</TableHead>
          <TableHead className="hidden text-end sm:table-cell">{t("Not confirmed yet")}</TableHead>
          <TableHead className="hidden text-end sm:table-cell">{t("Unsubscribed")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {lists.map((list) => (
          <TableRow key={list.id}>
            <TableCell className="max-w-56 sm:max-w-96">
              <span className="flex items-center gap-2">
                <Link
                  href={path("/lists/[listId]", { listId: list.id })}
                  className="truncate rounded-sm font-medium underline-offset-4 hover:underline"
                >
                  {list.name}
                </Link>
                {list.isPublic ? null : <Badge variant="outline">{t("Hidden")}</Badge>}
              </span>
              <span className="block truncate text-muted-foreground text-xs">{list.description}</span>
            </TableCell>
            <TableCell className="text-end tabular-nums">
              <Link
                href={path("/contacts", { list: list.id, status: "confirmed" })}
                className="rounded-sm hover:underline"
              >
                {format.number(list.confirmedCount)}
              </Link>
            </TableCell>
            <TableCell className="text-end tabular-nums">{signed(list.growth30Days, format.number)}</TableCell>
            <TableCell className="hidden text-end tabular-nums sm:table-cell">
              <Link
                href={path("/contacts", { list: list.id, status: "pending" })}
                className="rounded-sm hover:underline"
              >
                {format.number(list.pendingCount)}
              </Link>
            </TableCell>
            <TableCell className="hidden text-end tabular-nums sm:table-cell">
              <Link
                href={path("/contacts", { list: list.id, status: "unsubscribed" })}
                className="rounded-sm hover:underline"
              >
                {format.number(list.unsubscribedCount)}
              </Link>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** +12, −3 or 0. */
export function signed(value: number, number: (value: number) => string): string {
  if (value === 0) return "0";
  return value > 0 ? `+${number(value)}` : `−${number(-value)}`;
}
