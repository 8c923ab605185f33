"use client";

import { Plus, Target } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { GoalItem } from "@/lib/events/goals/goals";
import { t } from "@/lib/language/t";
import type { GoalNumbers } from "@/lib/reports/goal-numbers";
import { GoalDialog, type KnownEvent } from "./goal-dialog";
import { GoalTable } from "./goal-table";

interface Props {
  goals: GoalItem[];
  /** Of the last 30 days. */
  numbers: GoalNumbers[];
  /** To choose from, for who may make one. */
  events: KnownEvent[];
}

/** The goals of the workspace, with what they came to lately. */
export function GoalsSettings({ goals, numbers, events }: Props) {
  const { can } = useWorkspace();
  const [archivedToo, setArchivedToo] = useState(false);
  const inUse = goals.filter(({ archived }) => !archived);
  const archived = goals.length - inUse.length;
  const add = can("goals.write") ? (
    <GoalDialog
      events={events}
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          {t("New goal")}
        </Button>
      }
    />
  ) : undefined;
  if (goals.length === 0) {
    return (
      <EmptyState
        icon={<Target aria-hidden />}
        title={t("Count what your mails are for")}
        description={t(
          "An order, a booking, a sign-up: a goal counts an event that your shop or website tells, and adds up what it is worth. The dashboard shows it beside opens and clicks.",
        )}
        action={add}
      />
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex items-center justify-end gap-2">
        {archived > 0 ? (
          <Button variant="ghost" size="sm" onClick={() => setArchivedToo(!archivedToo)}>
            {archivedToo ? t("Hide archived") : t("Show archived ({count})", { count: archived })}
          </Button>
        ) : null}
        {add}
      </div>
      <GoalTable goals={archivedToo ? goals : inUse} numbers={numbers} events={events} />
    </div>
  );
}
