"use client";

import { Flame } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toaster";
import { numberOf } from "@/lib/client/number-of";
import { type FormState, useForm } from "@/lib/client/use-form";
import { msg, t } from "@/lib/language/t";
import { warmupPresets } from "@/lib/sending/warmup/presets.shared";
import type { WarmupView } from "@/lib/sending/warmup/queries";
import { rampDays } from "@/lib/sending/warmup/ramp.shared";

/** Chooses how a domain's volume grows, and starts. */
export function StartWarmupDialog({ warmup }: { warmup: WarmupView }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Flame aria-hidden />
          {t("Warm up")}
          <span className="sr-only">{warmup.domainName}</span>
        </Button>
      </DialogTrigger>
      <DialogContent>
        <StartForm warmup={warmup} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Growth and share are typed in percent; the API takes a factor and a share. */
type Values = Record<"startPerDay" | "growth" | "targetPerDay" | "providerShare", string>;

function valuesOf(preset: (typeof warmupPresets)[number]): Omit<Values, "providerShare"> {
  return {
    startPerDay: String(preset.startPerDay),
    growth: String(Math.round((preset.growth - 1) * 100)),
    targetPerDay: String(preset.targetPerDay),
  };
}

/** A percentage for the API, or what was typed when it is no number. */
const scaled = (typed: string, change: (value: number) => number) => {
  const value = numberOf(typed);
  return typeof value === "number" ? change(value) : value;
};

function StartForm({ warmup, close }: { warmup: WarmupView; close: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [preset, setPreset] = useState(warmupPresets[0]?.id ?? "");
  const first = warmupPresets[0];
  const form = useForm<Values, unknown>({
    initial: { ...(first ? valuesOf(first) : { startPerDay: "", growth: "", targetPerDay: "" }), providerShare: "100" },
    send: (values) =>
      api.put(`/domains/${warmup.domainId}/warmup`, {
        startPerDay: numberOf(values.startPerDay),
        growth: scaled(values.growth, (percent) => 1 + percent / 100),
        targetPerDay: numberOf(values.targetPerDay),
        providerShare: scaled(values.providerShare, (percent) => percent / 100),
      }),
    onDone: () => {
      toast.success(t("{domain} is being warmed up", { domain: warmup.domainName }));
      close();
      router.refresh();
    },
  });
  function choose(id: string) {
    setPreset(id);
    const chosen = warmupPresets.find((each) => each.id === id);
    if (!chosen) return;
    for (const [key, value] of Object.entries(valuesOf(chosen))) form.set(key as keyof Values, value);
  }
  return (
    <DialogForm
      form={form}
      title={t("Warm up {domain}", { domain: warmup.domainName })}
      description={t(
        "Bulk mail from this domain stays below a volume that grows with each day that is used. Tests are never held back.",
      )}
      submit={t("Start warm-up")}
    >
      <RadioGroup value={preset} onValueChange={choose} aria-label={t("Plan")}>
        {warmupPresets.map((each) => (
          <RadioCard key={each.id} value={each.id} label={t(each.label)} description={t(each.description)} />
        ))}
      </RadioGroup>
      <StartFields form={form} />
    </DialogForm>
  );
}

const fields = [
  ["startPerDay", msg("On the first day"), null],
  ["growth", msg("Growth a day (%)"), msg("5 to 100")],
  ["targetPerDay", msg("Up to, a day"), null],
  ["providerShare", msg("To one provider (%)"), msg("At most, of a day")],
] as const;

function StartFields({ form }: { form: FormState<Values> }) {
  const numbers = [form.values.startPerDay, form.values.growth, form.values.targetPerDay].map(numberOf);
  const [startPerDay, growth, targetPerDay] = numbers.map((value) => (typeof value === "number" ? value : 0));
  const days =
    startPerDay && growth && targetPerDay ? rampDays({ startPerDay, targetPerDay, growth: 1 + growth / 100 }) : null;
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 items-start gap-4">
        {fields.map(([name, label, help]) => (
          <Field key={name} label={t(label)} error={form.errors[name]} help={help && t(help)}>
            <Input
              name={name}
              inputMode="decimal"
              className="tabular-nums"
              value={form.values[name]}
              onChange={(event) => form.set(name, event.target.value)}
            />
          </Field>
        ))}
      </div>
      {days !== null && Number.isFinite(days) ? (
        <p className="text-muted-foreground text-sm tabular-nums" aria-live="polite">
          {t("Takes {count, plural, one {# day} other {# days}} when each is used.", { count: days })}
        </p>
      ) : null}
    </div>
  );
}
