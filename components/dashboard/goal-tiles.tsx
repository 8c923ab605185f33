"use client";

import { Target } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { StatTile } from "@/components/ui/stat-tile";
import { t } from "@/lib/language/t";
import type { Dashboard, DashboardGoal } from "@/lib/reports/views";
import { changeOf, contactsWho, type Path } from "./dashboard-tiles";

/** The first screen has room for so many; the page of the goals has all of them. */
const SHOWN = { revenue: 4, goals: 8 };
const more = { upIsGood: true };

/** What people did after all that was sent: revenue by currency, and how often each goal was reached. */
export function GoalTiles({ dashboard }: { dashboard: Dashboard }) {
  const { can, path } = useWorkspace();
  const { goals, revenue } = dashboard.goals;
  if (goals.length === 0) return can("goals.write") ? <NoGoals /> : null;
  const hidden = Math.max(0, revenue.length - SHOWN.revenue) + Math.max(0, goals.length - SHOWN.goals);
  return (
    <section aria-label={t("Goals of the period")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {revenue.slice(0, SHOWN.revenue).map((one) => (
        <RevenueTile key={one.currency} revenue={one} days={dashboard.days} />
      ))}
      {goals.slice(0, SHOWN.goals).map((goal) => (
        <GoalTile key={goal.id} goal={goal} dashboard={dashboard} />
      ))}
      {hidden > 0 ? (
        <Link
          href={path("/settings/goals")}
          className="self-center rounded-sm p-4 text-primary text-sm underline-offset-4 hover:underline"
        >
          {t("{count, plural, one {# more} other {# more}}", { count: hidden })}
        </Link>
      ) : null}
    </section>
  );
}

function RevenueTile({ revenue, days }: { revenue: Dashboard["goals"]["revenue"][number]; days: number }) {
  const { format } = useWorkspace();
  return (
    <StatTile
      label={t("Revenue in {currency}", { currency: revenue.currency })}
      value={format.amount(revenue)}
      help={t(
        "The values of all goals that count as revenue, as your programs told them; by when it happened. Currencies are never added together.",
      )}
      change={changeOf(more, Number(revenue.value), Number(revenue.previous), format)}
      detail={t("{count, plural, one {# event} other {# events}} in {days, plural, one {# day} other {# days}}", {
        count: revenue.count,
        days,
      })}
    />
  );
}

/** Where the people are who did it within so many days. */
export const goalPeople = (path: Path, name: string, days: number): string =>
  contactsWho(path, { kind: "event", name, op: "did", times: 1, where: [], days });

function GoalTile({ goal, dashboard }: { goal: DashboardGoal; dashboard: Dashboard }) {
  const { format, path } = useWorkspace();
  const people = dashboard.endsToday ? goalPeople(path, goal.eventName, dashboard.days) : null;
  return (
    <StatTile
      label={goal.name}
      value={format.number(goal.count)}
      help={t("How often “{event}” came, by when it happened. One person can do it several times.", {
        event: goal.eventName,
      })}
      {...(people && { href: people })}
      change={goal.counting ? null : changeOf(more, goal.count, goal.previous, format)}
      detail={<GoalDetail goal={goal} />}
    />
  );
}

/** What it was worth, and what of that could not be read. */
function GoalDetail({ goal }: { goal: DashboardGoal }) {
  const { format } = useWorkspace();
  if (goal.counting) return t("Past events are still being counted.");
  const worth = goal.amounts.slice(0, 3).map((amount) => format.amount(amount));
  if (goal.amounts.length > 3) worth.push("…");
  return (
    <>
      {worth.length > 0 ? <span>{worth.join(" · ")}</span> : null}
      {goal.unreadable > 0 ? <span className="w-full text-warning">{unreadableText(goal.unreadable)}</span> : null}
    </>
  );
}

/** "12 events had no readable value" */
export const unreadableText = (count: number): string =>
  t("{count, plural, one {# event had no readable value} other {# events had no readable value}}", { count });

function NoGoals() {
  const { path } = useWorkspace();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-dashed p-4">
      <Target aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <p className="min-w-0 flex-1 basis-64 text-sm">
        <span className="font-medium">{t("Count what your mails are for.")}</span>{" "}
        <span className="text-muted-foreground">
          {t(
            "Orders, bookings, sign-ups: a goal counts an event of your shop or website, and adds up what it is worth.",
          )}
        </span>
      </p>
      <Button variant="outline" size="sm" asChild>
        <Link href={path("/settings/goals")}>{t("Make a goal")}</Link>
      </Button>
    </div>
  );
}
