"use client";

import { useRouter } from "next/navigation";
import { TimeZoneSelect } from "@/components/account/time-zone-select";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { pathIn } from "@/lib/client/paths";
import { type FormState, useForm } from "@/lib/client/use-form";
import { rich } from "@/lib/language/rich";
import { currentLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import { mailLanguages, workspaceLocales } from "@/lib/workspaces/choices.shared";
import type { WorkspaceSettingsView } from "@/lib/workspaces/queries";

interface WorkspaceFormProps {
  workspace: WorkspaceSettingsView;
  timeZones: readonly string[];
}

interface Values extends Record<string, unknown> {
  name: string;
  slug: string;
  timeZone: string;
  locale: string;
  /** Empty: that of the numbers. */
  mailLanguage: string;
  postalAddress: string;
}

export function WorkspaceForm({ workspace, timeZones }: WorkspaceFormProps) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const { name, slug, timeZone, locale, postalAddress } = workspace;
  const mailLanguage = workspace.mailLanguage ?? "";
  const form = useForm<Values, WorkspaceSettingsView>({
    initial: { name, slug, timeZone, locale, mailLanguage, postalAddress },
    send: (values) =>
      api.patch<WorkspaceSettingsView>("/settings", { ...values, mailLanguage: values.mailLanguage || null }),
    onDone: (saved) => {
      toast.success(t("Settings saved"));
      if (saved.slug === slug) router.refresh();
      else router.replace(pathIn(saved.slug, "/settings"));
    },
  });
  const readOnly = !can("workspace.write");
  return (
    <form onSubmit={form.onSubmit} className="grid gap-6" noValidate>
      {readOnly ? <Alert>{t("Only owners and admins can change these settings.")}</Alert> : null}
      <FormError message={form.formError} />
      <GeneralCard form={form} readOnly={readOnly} />
      <RegionCard form={form} timeZones={timeZones} readOnly={readOnly} />
      <LanguageCard form={form} readOnly={readOnly} />
      <AddressCard form={form} readOnly={readOnly} />
      {readOnly ? null : (
        <div className="flex gap-2">
          <Button type="submit" pending={form.pending} disabled={!form.dirty}>
            {t("Save changes")}
          </Button>
        </div>
      )}
    </form>
  );
}

function GeneralCard({ form, readOnly }: { form: FormState<Values>; readOnly: boolean }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("General")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        <Field label={t("Name")} error={form.errors.name} required>
          <Input
            name="name"
            value={form.values.name}
            readOnly={readOnly}
            onChange={(event) => form.set("name", event.target.value)}
          />
        </Field>
        <Field
          label={t("Address in the browser")}
          error={form.errors.slug}
          help={t("Links with the former address, and rules of a sign-in provider that name it, go on leading here.")}
          required
        >
          <Input
            name="slug"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            value={form.values.slug}
            readOnly={readOnly}
            onChange={(event) => form.set("slug", event.target.value)}
          />
        </Field>
      </CardContent>
    </Card>
  );
}

function RegionCard(props: { form: FormState<Values>; timeZones: readonly string[]; readOnly: boolean }) {
  const { form, timeZones, readOnly } = props;
  const format = useFormat();
  const names = languageNames();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Time and numbers")}</CardTitle>
        <CardDescription>
          {rich("Schedules and reports use this zone for everyone. Now it is <now></now>.", {
            now: () => <span suppressHydrationWarning>{format.dateTimeZone(Date.now())}</span>,
          })}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        <Field label={t("Time zone")} error={form.errors.timeZone}>
          <TimeZoneSelect
            timeZones={timeZones}
            value={form.values.timeZone}
            disabled={readOnly}
            onChange={(timeZone) => form.set("timeZone", timeZone)}
          />
        </Field>
        <Field label={t("Dates and numbers as in")} error={form.errors.locale}>
          <NativeSelect
            name="locale"
            value={form.values.locale}
            disabled={readOnly}
            onChange={(event) => form.set("locale", event.target.value)}
          >
            {workspaceLocales.map((locale) => (
              <option key={locale} value={locale}>
                {names.of(locale)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </CardContent>
    </Card>
  );
}

const languageNames = () => new Intl.DisplayNames(currentLanguage(), { type: "language" });

/** The three languages there are to a workspace, each where it is set: of its numbers above, of its mails, and of the interface. */
function LanguageCard({ form, readOnly }: { form: FormState<Values>; readOnly: boolean }) {
  const { path } = useWorkspace();
  const names = languageNames();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Languages")}</CardTitle>
        <CardDescription>{t("What recipients read, and what you read here, are two things.")}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        <Field
          label={t("Your mails")}
          error={form.errors.mailLanguage}
          help={t(
            "Told to mail programs and screen readers. Unsubscribe pages follow the reader's own language and fall back to this one; they exist in every language of this interface.",
          )}
        >
          <NativeSelect
            name="mailLanguage"
            value={form.values.mailLanguage}
            disabled={readOnly}
            onChange={(event) => form.set("mailLanguage", event.target.value)}
          >
            <option value="">
              {t("As dates and numbers ({locale})", { locale: names.of(form.values.locale) ?? "" })}
            </option>
            {mailLanguages.map((language) => (
              <option key={language} value={language}>
                {names.of(language)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <div className="grid content-start gap-2 text-sm">
          <p className="font-medium">{t("This interface")}</p>
          <p>
            <Link className="underline underline-offset-4" href={path("/settings/profile")}>
              {t("Each person chooses their own, in their profile")}
            </Link>
          </p>
        </div>
      </CardContent>
    </Card>
  );
}

function AddressCard({ form, readOnly }: { form: FormState<Values>; readOnly: boolean }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Postal address")}</CardTitle>
        <CardDescription>
          {t("Stands in the footer of every campaign. In many countries the law asks for it.")}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <Field label={t("Postal address")} hideLabel error={form.errors.postalAddress}>
          <Textarea
            name="postalAddress"
            rows={3}
            autoComplete="street-address"
            placeholder={t("Company, street, postcode and city, country")}
            value={form.values.postalAddress}
            readOnly={readOnly}
            onChange={(event) => form.set("postalAddress", event.target.value)}
          />
        </Field>
      </CardContent>
      {form.values.postalAddress.trim() ? null : (
        <CardFooter className="text-warning">{t("Campaigns cannot be sent without one.")}</CardFooter>
      )}
    </Card>
  );
}
