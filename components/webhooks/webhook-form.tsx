"use client";

import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/lib/client/use-form";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { EventFields } from "./event-fields";

export type WebhookValues = Pick<WebhookView, "name" | "url" | "eventTypes">;

interface Props<Result> {
  title: string;
  description: string;
  submit: string;
  initial: WebhookValues;
  send: (values: WebhookValues) => Promise<Result>;
  onDone: (result: Result) => void;
}

/** Where events go, and which. */
export function WebhookForm<Result>({ title, description, submit, initial, send, onDone }: Props<Result>) {
  const form = useForm<WebhookValues, Result>({ initial, send, onDone: (result) => onDone(result) });
  const { values, errors, set } = form;
  return (
    <DialogForm form={form} title={title} description={description} submit={submit}>
      <Field label={t("Name")} error={errors.name} required>
        <Input
          name="name"
          autoComplete="off"
          placeholder={t("Shop")}
          value={values.name}
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <Field
        label={t("Address")}
        error={errors.url}
        required
        help={t("https, reachable from the internet. Redirects are not followed.")}
      >
        <Input
          name="url"
          type="url"
          autoComplete="off"
          placeholder="https://shop.example/webhooks"
          dir="ltr"
          value={values.url}
          onChange={(event) => set("url", event.target.value)}
        />
      </Field>
      <EventFields value={values.eventTypes} error={errors.eventTypes} onChange={(types) => set("eventTypes", types)} />
    </DialogForm>
  );
}
