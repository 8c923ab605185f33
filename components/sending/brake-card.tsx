"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { SwitchField } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import { type Msg, maybeMsg, msg, t } from "@/lib/language/t";
import { brakeDefaults } from "@/lib/sending/brake/brake.shared";
import type { BrakeSettings } from "@/lib/sending/brake/brake-schema";

type Limit = Exclude<keyof BrakeSettings, "enabled">;

const fields: readonly { key: Limit; label: Msg; unit: Msg; step: string; help: Msg }[] = [
  {
    key: "hardPercent",
    label: msg("Hard bounces above"),
    unit: maybeMsg("%"),
    step: "0.1",
    help: msg("Mailboxes that do not exist. Providers get suspicious at 5%."),
  },
  {
    key: "complaintPercent",
    label: msg("Complaints above"),
    unit: maybeMsg("%"),
    step: "0.01",
    help: msg("Marked as spam, five times or more. Gmail and Yahoo punish 0.3%."),
  },
  {
    key: "blockPercent",
    label: msg("Blocks at one domain above"),
    unit: maybeMsg("%"),
    step: "0.1",
    help: msg("Refused there because of the sender or the content."),
  },
  {
    key: "window",
    label: msg("Among the last"),
    unit: msg("messages"),
    step: "1",
    help: msg("How far it looks back."),
  },
  {
    key: "minimum",
    label: msg("But at least"),
    unit: msg("messages"),
    step: "1",
    help: msg("Fewer outcomes than this prove nothing."),
  },
];

/** The brake: whether campaigns pause themselves, and at which limits. */
export function BrakeCard({ settings }: { settings: BrakeSettings }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const manages = can("sending.write");
  const { enabled } = settings;
  const form = useForm({
    initial: texts(settings),
    send: (values) =>
      api.patch<BrakeSettings>(
        "/settings/brake",
        Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text === "" ? null : Number(text)])),
      ),
    onDone: () => {
      toast.success(t("The automatic pause is set."));
      router.refresh();
    },
  });

  async function switchTo(next: boolean) {
    await api.patch("/settings/brake", { enabled: next });
    router.refresh();
  }

  return (
    <Card>
      <CardContent className="grid gap-6">
        <SwitchField
          label={t("Campaigns pause themselves")}
          description={
            enabled
              ? t(
                  "When too much comes back, nothing more leaves until somebody decides. Admins and who launched it get a mail.",
                )
              : t("Off: a campaign to a bad list is sent to the end, whatever comes back.")
          }
          checked={enabled}
          disabled={!manages}
          onCheckedChange={(next) =>
            next ? switchTo(true).catch((error: unknown) => toast.error(errorMessage(error))) : setAsking(true)
          }
        />
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={t("Switch the automatic pause off?")}
          description={t(
            "A campaign to an old or bought list would be sent to the end. Mailbox providers then block or filter all of your mail, and it takes weeks to win that back.",
          )}
          confirmLabel={t("Switch it off")}
          cancelLabel={t("Keep it on")}
          destructive
          onConfirm={() => switchTo(false)}
        />
        {enabled ? (
          <form className="grid gap-5" onSubmit={form.onSubmit} noValidate>
            <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
              {fields.map(({ key, label, unit, step, help }) => (
                <Field key={key} label={t(label)} help={t(help)} error={form.errors[key] ?? null}>
                  <LimitInput
                    name={key}
                    unit={t(unit)}
                    step={step}
                    value={form.values[key]}
                    disabled={!manages}
                    onChange={(value) => form.set(key, value)}
                  />
                </Field>
              ))}
            </div>
            <FormError message={form.formError} />
            {manages ? (
              <div className="flex flex-wrap gap-2">
                <Button type="submit" pending={form.pending} disabled={!form.dirty}>
                  {t("Save limits")}
                </Button>
                <Button
                  variant="ghost"
                  onClick={() => {
                    for (const [key, text] of Object.entries(texts(brakeDefaults))) form.set(key as Limit, text);
                  }}
                >
                  {t("Use the defaults")}
                </Button>
              </div>
            ) : null}
          </form>
        ) : null}
      </CardContent>
    </Card>
  );
}

function texts({ enabled: _, ...limits }: BrakeSettings): Record<Limit, string> {
  return Object.fromEntries(Object.entries(limits).map(([key, value]) => [key, String(value)])) as Record<
    Limit,
    string
  >;
}

interface LimitInputProps {
  name: string;
  unit: string;
  step: string;
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

function LimitInput({ name, unit, step, value, disabled, onChange }: LimitInputProps) {
  return (
    <div className="flex items-center gap-2">
      <Input
        name={name}
        type="number"
        inputMode="decimal"
        step={step}
        min="0"
        value={value}
        disabled={disabled}
        className="w-28 tabular-nums"
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="text-muted-foreground text-sm">{unit}</span>
    </div>
  );
}
