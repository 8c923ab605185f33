"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { numberOf } from "@/lib/client/number-of";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";

/** How long mail that is put off is tried. */
export function RetryForm({ retryHours }: { retryHours: number }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const form = useForm<{ retryHours: string }, unknown>({
    initial: { retryHours: String(retryHours) },
    send: (values) => api.patch("/settings/retries", { retryHours: numberOf(values.retryHours) }),
    onDone: (_result, values) => {
      toast.success(
        t("Saved. Messages are given up after {count, plural, one {# hour} other {# hours}}.", {
          count: Number(values.retryHours),
        }),
      );
      router.refresh();
    },
  });
  if (!can("sending.write")) {
    return (
      <p className="text-sm">
        {t("A message that is still put off after {count, plural, one {# hour} other {# hours}} is given up.", {
          count: retryHours,
        })}
      </p>
    );
  }
  return (
    <Card>
      <CardContent>
        <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
          <FormError message={form.formError} />
          <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,16rem)_auto] sm:justify-start">
            <Field
              label={t("Give up after (hours)")}
              error={form.errors.retryHours}
              help={t("24 for news; up to 72 for what stays true.")}
            >
              <Input
                name="retryHours"
                inputMode="numeric"
                className="tabular-nums"
                value={form.values.retryHours}
                onChange={(event) => form.set("retryHours", event.target.value)}
              />
            </Field>
            <Button type="submit" variant="outline" className="sm:mt-5.5" pending={form.pending} disabled={!form.dirty}>
              {t("Save")}
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
