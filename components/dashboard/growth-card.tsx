"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";
import { DaysChart } from "./days-chart";

const SERIES = [
  { key: "contactsCreated", label: msg("New contacts"), color: 1 },
  { key: "unsubscribed", label: msg("Unsubscribed"), color: 5 },
] as const;

/** Contacts gained and people lost by day. */
export function GrowthCard({ dashboard }: { dashboard: Dashboard }) {
  const { format, path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Audience growth")}</CardTitle>
        <CardDescription>{t("New contacts and people who unsubscribed from a message, by day.")}</CardDescription>
        <CardAction>
          <Link href={path("/contacts")} className="text-sm underline-offset-4 hover:underline">
            {rich("{count, plural, one {<number></number> contact} other {<number></number> contacts}}", {
              count: dashboard.contacts,
              number: () => (
                <span className="font-semibold tabular-nums">
                  {format.number(dashboard.contacts)}
                  {dashboard.contacts >= 100_000 ? "+" : ""}
                </span>
              ),
            })}
          </Link>
        </CardAction>
      </CardHeader>
      <CardContent>
        <DaysChart label={t("Audience growth by day")} days={dashboard.series} series={SERIES} />
      </CardContent>
    </Card>
  );
}
