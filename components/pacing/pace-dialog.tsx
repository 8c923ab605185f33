"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { mailboxProviders, providerLabel } from "@/lib/base/addresses/mailbox-providers.shared";
import { errorMessage } from "@/lib/client/api";
import { numberOf } from "@/lib/client/number-of";
import { useForm } from "@/lib/client/use-form";
import { msg, t } from "@/lib/language/t";
import { defaultPerSecond } from "@/lib/sending/pacing/default-pace.shared";
import type { ProviderPaceView, TransportPaceView } from "@/lib/sending/pacing/queries";
import { paceText } from "./numbers";

interface PaceDialogProps {
  pace: TransportPaceView;
  /** The receiver to edit; without one it can be chosen among those without a row. */
  row?: ProviderPaceView;
  trigger: ReactNode;
}

/** Sets the limits of a transport towards one receiving provider. */
export function PaceDialog({ trigger, ...props }: PaceDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <PaceForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

const windows = [
  ["maxPerSecond", msg("A second"), "decimal"],
  ["maxPerMinute", msg("A minute"), "numeric"],
  ["maxPerHour", msg("An hour"), "numeric"],
  ["maxPerDay", msg("A day"), "numeric"],
] as const;
type Window = (typeof windows)[number][0];
type Values = Record<Window | "provider", string>;

function PaceForm({ pace, row, close }: Omit<PaceDialogProps, "trigger"> & { close: () => void }) {
  const { api, format } = useWorkspace();
  const router = useRouter();
  const taken = new Set(pace.providers.map(({ provider }) => provider));
  const choices = mailboxProviders.filter(({ id }) => !taken.has(id));
  const text = (window: Window) => row?.limits[window]?.toString() ?? "";
  const form = useForm<Values, unknown>({
    initial: {
      provider: row?.provider ?? choices[0]?.id ?? "",
      maxPerSecond: text("maxPerSecond"),
      maxPerMinute: text("maxPerMinute"),
      maxPerHour: text("maxPerHour"),
      maxPerDay: text("maxPerDay"),
    },
    send: ({ provider, ...limits }) => {
      const numbers = Object.entries(limits).map(([window, typed]) => [window, numberOf(typed)]);
      return api.put(`/transports/${pace.id}/pacing`, { provider, ...Object.fromEntries(numbers) });
    },
    onDone: (_result, { provider }) => {
      toast.success(t("Saved. Mail to {provider} keeps to it from now on.", { provider: providerLabel(provider) }));
      close();
      router.refresh();
    },
  });
  const usual = pace.hasDefaults ? defaultPerSecond(form.values.provider) : null;
  return (
    <DialogForm
      form={form}
      title={row ? t("Speed to {provider}", { provider: row.label }) : t("Limit a mailbox provider")}
      description={
        usual === null
          ? t("At most so many messages through {name}. Leave a field empty for no limit.", { name: pace.name })
          : t("At most so many messages through {name}. Leave a field empty for no limit. The default is {pace}.", {
              name: pace.name,
              pace: paceText(usual, format.number),
            })
      }
      submit={t("Save")}
      actions={row?.source === "custom" ? <UseDefault pace={pace} row={row} close={close} /> : null}
    >
      {row ? null : (
        <Field label={t("Receiver")} error={form.errors.provider}>
          <NativeSelect
            name="provider"
            value={form.values.provider}
            onChange={(event) => form.set("provider", event.target.value)}
          >
            {choices.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      <div className="grid grid-cols-2 items-start gap-4">
        {windows.map(([window, label, mode]) => (
          <Field key={window} label={t(label)} error={form.errors[window]}>
            <Input
              name={window}
              inputMode={mode}
              placeholder={t("No limit")}
              className="tabular-nums"
              value={form.values[window]}
              onChange={(event) => form.set(window, event.target.value)}
            />
          </Field>
        ))}
      </div>
    </DialogForm>
  );
}

function UseDefault({ pace, row, close }: { pace: TransportPaceView; row: ProviderPaceView; close: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const reset = useMutation({
    mutationFn: () => api.delete(`/transports/${pace.id}/pacing`, { provider: row.provider }),
    onSuccess: () => {
      toast.success(t("{provider} has its default speed again", { provider: row.label }));
      close();
    },
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Button variant="ghost" className="sm:me-auto" pending={reset.isPending} onClick={() => reset.mutate()}>
      {pace.hasDefaults ? t("Use the default") : t("Remove limit")}
    </Button>
  );
}
