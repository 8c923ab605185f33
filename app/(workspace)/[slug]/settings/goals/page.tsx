import type { Metadata } from "next";
import { GoalsSettings } from "@/components/goals/goals-settings";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { findEventNames } from "@/lib/events/custom/event-names";
import { findGoals, presentGoal } from "@/lib/events/goals/goals";
import { t } from "@/lib/language/t";
import { recentGoalNumbers } from "@/lib/reports/recent-goal-numbers";

export const generateMetadata = (): Metadata => ({ title: t("Goals") });

export default async function GoalsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "reports.read");
  const [goals, numbers, events] = await Promise.all([
    findGoals(ctx),
    recentGoalNumbers(ctx, ctx.workspace.timeZone),
    roleCan(ctx.member.role, "goals.write") ? findEventNames(ctx) : [],
  ]);
  return (
    <>
      <PageHeader
        title={t("Goals")}
        description={t(
          "What your mails are for: events of your shop, your website and your other programs, counted on the dashboard.",
        )}
      />
      <GoalsSettings
        goals={goals.map(presentGoal)}
        numbers={numbers}
        events={events.map(({ name, properties }) => ({ name, properties }))}
      />
    </>
  );
}
