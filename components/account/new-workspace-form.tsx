"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/client/api";
import { outerPath, pathIn } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { localeLike } from "@/lib/workspaces/locale-like.shared";
import { PostalAddressField } from "./postal-address-field";
import { SlugField } from "./slug-field";
import { StartWith } from "./start-with";
import { TimeZoneSelect } from "./time-zone-select";

export function NewWorkspaceForm({ timeZones }: { timeZones: readonly string[] }) {
  const form = useForm({
    initial: { name: "", slug: "", postalAddress: "", timeZone: "UTC", withSampleData: false },
    send: (values) =>
      api.post<{ slug: string }>("/api/app/workspaces", { ...values, locale: localeLike(navigator.languages) }),
    onDone: ({ slug }) => window.location.assign(pathIn(slug, "/")),
  });
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <Field label={t("Name")} error={form.errors.name} required>
        <Input
          name="name"
          autoComplete="off"
          autoFocus
          defaultValue={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
      <SlugField
        name={form.values.name}
        value={form.values.slug}
        error={form.errors.slug}
        onChange={(slug) => form.set("slug", slug)}
      />
      <PostalAddressField
        value={form.values.postalAddress}
        error={form.errors.postalAddress}
        onChange={(postalAddress) => form.set("postalAddress", postalAddress)}
      />
      <Field label={t("Time zone")} error={form.errors.timeZone} help={t("Dates and schedules are shown in it.")}>
        <TimeZoneSelect
          guess
          timeZones={timeZones}
          value={form.values.timeZone}
          onChange={(timeZone) => form.set("timeZone", timeZone)}
        />
      </Field>
      <StartWith
        value={form.values.withSampleData}
        onChange={(withSampleData) => form.set("withSampleData", withSampleData)}
      />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button variant="outline" asChild>
          <Link href={outerPath("/workspaces")}>{t("Cancel")}</Link>
        </Button>
        <Button type="submit" pending={form.pending}>
          {t("Create workspace")}
        </Button>
      </div>
    </form>
  );
}
