"use client";

import { useState } from "react";
import type { FormState } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { TextField } from "./setting-fields";
import type { TransportValues } from "./transport-values";

const limits = ["maxPerSecond", "maxPerMinute", "maxPerHour", "maxPerDay", "connections", "weight"] as const;

/** Share of the mail, limits and connections; folded up while all are as they usually are. */
export function TransportLimitFields({ form, folded }: { form: FormState<TransportValues>; folded: boolean }) {
  const [opened, setOpened] = useState(!folded);
  const wrong = limits.some((name) => form.errors[name]);
  return (
    <details
      className="group rounded-lg border px-4 py-3"
      open={opened || wrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-sm font-medium text-sm">{t("Share and limits")}</summary>
      <div className="mt-4 grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="weight"
            label={t("Weight")}
            inputMode="numeric"
            help={t("Its share among your sending services. 0: only when all others are out.")}
          />
          <TextField
            form={form}
            name="connections"
            label={t("Connections at once")}
            inputMode="numeric"
            help={t("For each worker process.")}
          />
        </div>
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
          <TextField
            form={form}
            name="maxPerSecond"
            label={t("A second")}
            inputMode="numeric"
            placeholder={t("No limit")}
          />
          <TextField
            form={form}
            name="maxPerMinute"
            label={t("A minute")}
            inputMode="numeric"
            placeholder={t("No limit")}
          />
          <TextField
            form={form}
            name="maxPerHour"
            label={t("An hour")}
            inputMode="numeric"
            placeholder={t("No limit")}
          />
          <TextField form={form} name="maxPerDay" label={t("A day")} inputMode="numeric" placeholder={t("No limit")} />
        </div>
        <p className="text-muted-foreground text-xs">
          {t("Messages at most, all workers together. Running campaigns keep to a change within seconds.")}
        </p>
      </div>
    </details>
  );
}
