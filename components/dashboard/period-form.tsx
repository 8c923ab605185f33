"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { t } from "@/lib/language/t";
import { earliestPeriodDay, longestPeriodDays } from "@/lib/reports/periods.shared";

interface Props {
  custom: { from: string; to: string } | null;
  onDone: () => void;
}

/** The first and the last day of a period. */
export function PeriodForm({ custom, onDone }: Props) {
  const { path, timeZone } = useWorkspace();
  const router = useRouter();
  const today = dateToWallTime(new Date(), timeZone).slice(0, 10);
  const [from, setFrom] = useState(custom?.from ?? `${today.slice(0, 8)}01`);
  const [to, setTo] = useState(custom?.to ?? today);
  const problem = problemOf(from, to, today);
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (problem) return;
        router.push(path("/", { from, to }), { scroll: false });
        onDone();
      }}
    >
      <Field label={t("From", undefined, "the first day of a period")}>
        <Input
          type="date"
          value={from}
          min={earliestPeriodDay}
          max={today}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field label={t("To", undefined, "the last day of a period")} error={problem ?? undefined}>
        <Input
          type="date"
          value={to}
          min={earliestPeriodDay}
          max={today}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={problem !== null}>
        {t("Show these days")}
      </Button>
    </form>
  );
}

function problemOf(from: string, to: string, today: string): string | null {
  if (!from || !to) return t("Choose both days.");
  if (from > to) return t("The last day is before the first.");
  if (from < earliestPeriodDay) return t("Choose days from the year 2000 on.");
  if (to > today) return t("The last day is still to come.");
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return days > longestPeriodDays ? t("Choose a year at most.") : null;
}
