"use client";

import { RelativeTime } from "@/components/shell/date-time";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { InstallationOverview } from "@/lib/installation/state/read-overview";
import { t } from "@/lib/language/t";

/** What runs here, and since when. */
export function VersionsCard({ overview }: { overview: InstallationOverview }) {
  const { homing, node, postgres, migrations, startedAt, newerBuild } = overview;
  const facts = [
    { label: "Homing", value: homing },
    { label: "Node.js", value: node },
    { label: "PostgreSQL", value: postgres ?? t("Not known") },
    { label: t("Migrations"), value: migrationsText(migrations) },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Versions")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <dl className="grid gap-2 text-sm">
          {facts.map(({ label, value }) => (
            <div key={label} className="flex items-baseline justify-between gap-4">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="wrap-anywhere text-end tabular-nums">{value}</dd>
            </div>
          ))}
          <div className="flex items-baseline justify-between gap-4">
            <dt className="text-muted-foreground">{t("This web process started")}</dt>
            <dd>
              <RelativeTime value={startedAt} />
            </dd>
          </div>
        </dl>
        {newerBuild ? (
          <Alert variant="info">
            <AlertDescription>{newerBuild}</AlertDescription>
          </Alert>
        ) : null}
      </CardContent>
    </Card>
  );
}

function migrationsText(migrations: InstallationOverview["migrations"]): string {
  if (!migrations) return t("Not known");
  const { applied, missing } = migrations;
  return missing > 0
    ? t("{applied} applied, {missing} missing", { applied, missing })
    : t("{applied}, none missing", { applied });
}
