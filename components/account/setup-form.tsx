"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { pathIn } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { localeLike } from "@/lib/workspaces/locale-like.shared";
import { NewPasswordField } from "./new-password-field";
import { PostalAddressField } from "./postal-address-field";
import { signInAndGo } from "./sign-in";
import { SlugField } from "./slug-field";
import { StartWith } from "./start-with";
import { TimeZoneSelect } from "./time-zone-select";

const initial = {
  name: "",
  email: "",
  password: "",
  workspaceName: "",
  slug: "",
  postalAddress: "",
  timeZone: "UTC",
  withSampleData: false,
};

interface SetupFormProps {
  setupKey: string;
  timeZones: readonly string[];
}

/** The first run: owner, workspace, and how to start. */
export function SetupForm({ setupKey, timeZones }: SetupFormProps) {
  const form = useForm({
    initial,
    send: (values) =>
      api.post<{ email: string; slug: string }>("/api/app/account/setup", {
        ...values,
        locale: localeLike(navigator.languages),
        key: setupKey,
      }),
    onDone: ({ email, slug }, { password }) => void signInAndGo(email, password, pathIn(slug, "/")),
  });
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <Field label={t("Your name")} error={form.errors.name} required>
        <Input
          name="name"
          autoComplete="name"
          autoFocus
          defaultValue={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
      <Field label={t("Email address")} error={form.errors.email} help={t("You sign in with it.")} required>
        <Input
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          defaultValue={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
      </Field>
      <NewPasswordField
        name="password"
        value={form.values.password}
        error={form.errors.password}
        onChange={(password) => form.set("password", password)}
      />
      <hr className="my-1" />
      <Field
        label={t("Workspace name")}
        error={form.errors.workspaceName}
        help={t("Your company or brand. You can have more workspaces later.")}
        required
      >
        <Input
          name="workspaceName"
          autoComplete="organization"
          defaultValue={form.values.workspaceName}
          onChange={(event) => form.set("workspaceName", event.target.value)}
        />
      </Field>
      <SlugField
        name={form.values.workspaceName}
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
      <Button type="submit" size="lg" pending={form.pending} className="w-full">
        {t("Create account and workspace")}
      </Button>
    </form>
  );
}
