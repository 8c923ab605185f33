"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import type { SingleMailView } from "@/lib/reports/messages/schema";

/** Moves a mail of which nothing has left to another time. */
export function EmailTimeDialog({ mail }: { mail: SingleMailView }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">{t("Change the time")}</Button>
      </DialogTrigger>
      <DialogContent className="max-w-md">
        <TimeForm mail={mail} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function TimeForm({ mail, close }: { mail: SingleMailView; close: () => void }) {
  const { api, format, timeZone } = useWorkspace();
  const router = useRouter();
  const form = useForm<{ scheduledAt: string }, unknown>({
    initial: { scheduledAt: dateToWallTime(mail.scheduledAt ? new Date(mail.scheduledAt) : new Date(), timeZone) },
    send: ({ scheduledAt }) =>
      api.put(`/emails/${mail.id}/schedule`, { scheduledAt: wallTimeToDate(scheduledAt, timeZone)?.toISOString() }),
    onDone: () => {
      toast.success(t("The mail has a new time"));
      close();
      router.refresh();
    },
  });
  const at = wallTimeToDate(form.values.scheduledAt, timeZone);
  return (
    <DialogForm
      form={form}
      title={t("When shall it leave?")}
      description={t("A time that has passed means at once.")}
      submit={t("Change the time")}
    >
      <Field
        label={t("Date and time")}
        error={form.errors.scheduledAt}
        help={
          at
            ? t("{time}, in the workspace's time zone ({timeZone}).", { time: format.dateTimeZone(at), timeZone })
            : t("In {timeZone}.", { timeZone })
        }
      >
        <Input
          name="scheduledAt"
          type="datetime-local"
          value={form.values.scheduledAt}
          onChange={(event) => form.set("scheduledAt", event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
