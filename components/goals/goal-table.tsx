"use client";

import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { goalPeople, unreadableText } from "@/components/dashboard/goal-tiles";
import { useDoWithUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { actionsColumn, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { GoalItem } from "@/lib/events/goals/goals";
import { msg, t } from "@/lib/language/t";
import type { GoalNumbers } from "@/lib/reports/goal-numbers";
import { GoalDialog, type KnownEvent } from "./goal-dialog";

interface Props {
  goals: GoalItem[];
  numbers: GoalNumbers[];
  events: KnownEvent[];
}

/** Each goal with what it counts, and how often it was reached in the last 30 days. */
export function GoalTable({ goals, numbers, events }: Props) {
  const { can } = useWorkspace();
  const mayWrite = can("goals.write");
  const columns = [
    { label: msg("Goal") },
    { label: msg("Last 30 days"), className: "text-end" },
    ...(mayWrite ? [actionsColumn] : []),
  ];
  return (
    <ListTable label={t("Goals")} columns={columns}>
      {goals.map((goal) => (
        <TableRow key={goal.id}>
          <TableCell className="w-full max-w-0">
            <span className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 truncate font-medium">{goal.name}</span>
              {goal.isRevenue ? <Badge variant="secondary">{t("Revenue")}</Badge> : null}
              {goal.archived ? <Badge variant="outline">{t("Archived", undefined, "a goal")}</Badge> : null}
            </span>
            <span className="block truncate text-muted-foreground text-xs">{whatCounts(goal)}</span>
          </TableCell>
          <TableCell className="text-end tabular-nums">
            <Reached goal={goal} numbers={numbers.filter(({ goalId }) => goalId === goal.id)} />
          </TableCell>
          {mayWrite ? (
            <TableCell className="w-0 text-end">
              <GoalActions goal={goal} events={events} />
            </TableCell>
          ) : null}
        </TableRow>
      ))}
    </ListTable>
  );
}

function whatCounts({ eventName, valueProperty, currencyProperty, currency }: GoalItem): string {
  const money = currency ?? currencyProperty;
  return [eventName, valueProperty, money].filter((part) => part !== null).join(" · ");
}

function Reached({ goal, numbers }: { goal: GoalItem; numbers: GoalNumbers[] }) {
  const { format, path } = useWorkspace();
  const sum = (of: "count" | "unreadable") => numbers.reduce((total, row) => total + row[of], 0);
  const unreadable = sum("unreadable");
  if (goal.counting) return <span className="text-muted-foreground text-xs">{t("Counting past events…")}</span>;
  return (
    <>
      <Link href={goalPeople(path, goal.eventName, 30)} className="rounded-sm underline-offset-4 hover:underline">
        {format.number(sum("count"))}
      </Link>
      {goal.valueProperty === null
        ? null
        : numbers
            .filter((row) => row.count > row.unreadable)
            .map((row) => (
              <span key={row.currency} className="block text-muted-foreground text-xs">
                {format.amount(row)}
              </span>
            ))}
      {unreadable > 0 ? (
        <span className="block text-warning text-xs sm:whitespace-nowrap">{unreadableText(unreadable)}</span>
      ) : null}
    </>
  );
}

function GoalActions({ goal, events }: { goal: GoalItem; events: KnownEvent[] }) {
  const setArchived = useSetArchived();
  return (
    <div className="flex justify-end gap-1">
      <GoalDialog
        goal={goal}
        events={events}
        trigger={<IconButton icon={Pencil} label={t("Change {goal}", { goal: goal.name })} />}
      />
      <IconButton
        icon={goal.archived ? ArchiveRestore : Archive}
        label={goal.archived ? t("Bring {goal} back", { goal: goal.name }) : t("Archive {goal}", { goal: goal.name })}
        onClick={() => setArchived(goal, !goal.archived)}
      />
    </div>
  );
}

/** Archives a goal or brings it back, with the way back in the message. */
function useSetArchived() {
  const { api } = useWorkspace();
  const doWithUndo = useDoWithUndo();
  return ({ id, name }: GoalItem, archived: boolean) => {
    const set = (to: boolean) => (to ? api.put(`/goals/${id}/archive`) : api.delete(`/goals/${id}/archive`));
    const text = archived ? t("“{name}” is archived", { name }) : t("“{name}” is back", { name });
    void doWithUndo(
      () => set(archived),
      text,
      () => set(!archived),
    );
  };
}
