"use client";

import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import type { ReplayKind, WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { deliveriesKey } from "./delivery-queries";

const stretches = () =>
  [
    ["1", t("The last hour")],
    ["24", t("The last day")],
    ["72", t("The last three days")],
    ["168", t("The last seven days")],
  ] as const;

const kinds = (): readonly (readonly [ReplayKind, string])[] => [
  ["failed", t("What failed")],
  ["missing", t("What it was never told, as it was disabled or new")],
  ["all", t("Everything")],
];

/** Sends what happened in a time once more. */
export function ReplayDialog({ webhook }: { webhook: WebhookView }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <History aria-hidden />
          {t("Replay a time")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <ReplayForm webhook={webhook} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ReplayForm({ webhook, onDone }: { webhook: WebhookView; onDone: () => void }) {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const form = useForm<{ hours: string; which: ReplayKind }, unknown>({
    initial: { hours: "24", which: "failed" },
    send: ({ hours, which }) => {
      const from = new Date(Date.now() - Number(hours) * 3_600_000).toISOString();
      return api.post(`/webhooks/${webhook.id}/replay`, { from, which });
    },
    onDone: () => {
      toast.success(t("It is gone through; deliveries appear as they begin."));
      void client.invalidateQueries({ queryKey: deliveriesKey(webhook.id) });
      onDone();
    },
  });
  const { values, errors, set } = form;
  return (
    <DialogForm
      form={form}
      title={t("Send events once more")}
      description={t("They keep their ids, so that your program knows what it has seen.")}
      submit={t("Replay", undefined, "to send events once more")}
    >
      <Field label={t("From", undefined, "a time")} error={errors.hours}>
        <NativeSelect
          name="hours"
          value={values.hours}
          onChange={(event) => set("hours", event.target.value)}
          choices={stretches()}
        />
      </Field>
      <Field label={t("Which")} error={errors.which}>
        <NativeSelect
          name="which"
          value={values.which}
          onChange={(event) => set("which", event.target.value as ReplayKind)}
          choices={kinds()}
        />
      </Field>
    </DialogForm>
  );
}
