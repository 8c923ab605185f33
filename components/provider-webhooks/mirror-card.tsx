"use client";

import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import type { EndpointView, MirrorResult } from "@/lib/inbound/provider-webhooks/schema";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** The provider's own suppression list: whether it is compared with ours, what came of it, and the key it needs. */
export function MirrorCard({ endpoint }: { endpoint: EndpointView }) {
  const [editing, setEditing] = useState(false);
  const label = aboutProviders[endpoint.provider].label;
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>{t("Suppression list of {label}", { label })}</CardTitle>
          <p className="max-w-xl text-muted-foreground text-sm">
            {endpoint.mirrors
              ? t("Compared once a day in both directions, so that {label} and Homing refuse the same addresses.", {
                  label,
                })
              : t("With a key Homing compares {label}'s own list with yours once a day, in both directions.", {
                  label,
                })}
          </p>
        </div>
        {endpoint.mirrors && !editing ? <MirrorActions endpoint={endpoint} onEdit={() => setEditing(true)} /> : null}
      </CardHeader>
      {endpoint.mirrors && !editing ? (
        <CardContent>
          <LastMirror endpoint={endpoint} />
        </CardContent>
      ) : (
        <CardContent>
          <AccessForm endpoint={endpoint} onDone={() => setEditing(false)} />
        </CardContent>
      )}
    </Card>
  );
}

function LastMirror({ endpoint }: { endpoint: EndpointView }) {
  const { format } = useWorkspace();
  const { mirrorResult: result, mirroredAt } = endpoint;
  if (!result)
    return <p className="text-muted-foreground text-sm">{t("Not compared yet; it begins within the hour.")}</p>;
  return (
    <div className="grid gap-3">
      {result.error ? (
        <Alert variant="warning" title={t("The last try did not work")}>
          {result.error}
        </Alert>
      ) : null}
      <p className="text-sm tabular-nums">
        {text(result, format.number)}
        {mirroredAt ? (
          <span className="text-muted-foreground">
            {" "}
            {rich("Last compared <when></when>.", { when: () => <DateTime value={mirroredAt} /> })}
          </span>
        ) : null}
      </p>
    </div>
  );
}

function text({ listed, added, pushed }: MirrorResult, number: (value: number) => string): string {
  return t(
    "{listed, plural, one {# address read} other {# addresses read}}, {added} of them new here; {pushed} of yours added there.",
    { listed, added: number(added), pushed: number(pushed) },
  );
}

function MirrorActions({ endpoint, onEdit }: { endpoint: EndpointView; onEdit: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const run = useMutation({
    mutationFn: () => api.post(`/provider-webhooks/${endpoint.id}/mirror`),
    onSuccess: () => {
      toast.success(t("The lists are being compared"));
      setTimeout(() => router.refresh(), 4_000);
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="outline" pending={run.isPending} onClick={() => run.mutate()}>
        <RefreshCw aria-hidden />
        {t("Compare now")}
      </Button>
      <Button variant="outline" onClick={onEdit}>
        {t("Replace key")}
      </Button>
      <ConfirmDialog
        trigger={<Button variant="ghost">{t("Stop")}</Button>}
        title={t("Stop comparing the lists?")}
        description={t("The key is forgotten. What was added on either side stays.")}
        confirmLabel={t("Stop comparing")}
        onConfirm={async () => {
          await api.patch(`/provider-webhooks/${endpoint.id}`, { listAccess: null });
          router.refresh();
        }}
      />
    </div>
  );
}

type Values = Required<ListAccess>;
const empty: Values = { apiKey: "", apiSecret: "", scope: "", region: "" };

function AccessForm({ endpoint, onDone }: { endpoint: EndpointView; onDone: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const fields = aboutProviders[endpoint.provider].listAccess;
  const form = useForm<Values, unknown>({
    initial: empty,
    send: (values) => {
      const given = Object.entries(values).filter(([, value]) => value.trim() !== "");
      return api.patch(`/provider-webhooks/${endpoint.id}`, { listAccess: Object.fromEntries(given) });
    },
    onDone: () => {
      toast.success(t("Saved. The lists are compared within the hour."));
      onDone();
      router.refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
      <FormError message={form.formError} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {fields.map(({ name, label, help, optional }) => (
          <Field key={name} label={t(label)} help={help && t(help)} optional={optional} error={form.errors[name]}>
            <Input
              name={name}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              dir="ltr"
              value={form.values[name]}
              onChange={(event) => form.set(name, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="outline" pending={form.pending} disabled={!form.dirty}>
          {t("Save")}
        </Button>
        {endpoint.mirrors ? (
          <Button variant="ghost" onClick={onDone}>
            {t("Cancel")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
