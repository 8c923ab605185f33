"use client";

import { useState } from "react";
import type { FormState } from "@/lib/client/use-form";
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
      <summary className="cursor-pointer rounded-sm font-medium text-sm">Share and limits</summary>
      <div className="mt-4 grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="weight"
            label="Weight"
            inputMode="numeric"
            help="Its share among your sending services. 0: only when all others are out."
          />
          <TextField
            form={form}
            name="connections"
            label="Connections at once"
            inputMode="numeric"
            help="For each worker process."
          />
        </div>
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
          <TextField form={form} name="maxPerSecond" label="A second" inputMode="numeric" placeholder="No limit" />
          <TextField form={form} name="maxPerMinute" label="A minute" inputMode="numeric" placeholder="No limit" />
          <TextField form={form} name="maxPerHour" label="An hour" inputMode="numeric" placeholder="No limit" />
          <TextField form={form} name="maxPerDay" label="A day" inputMode="numeric" placeholder="No limit" />
        </div>
        <p className="text-muted-foreground text-xs">
          Messages at most, all workers together. Running campaigns keep to a change within seconds.
        </p>
      </div>
    </details>
  );
}
