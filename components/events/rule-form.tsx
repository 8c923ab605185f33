"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field-error";
import { FormError } from "@/components/ui/form-error";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { fieldErrors } from "@/lib/client/api";
import { useLeaveGuard } from "@/lib/client/leave-guard";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import { type IdentityRule, type TraitTarget, targetLabels, traitTargets } from "@/lib/people/identities/rule.shared";

type Fields = { key: string; label: string }[];

const choices = [
  {
    key: "createsContacts",
    label: msg("Make contacts of new people"),
    description: msg(
      "Somebody whom nobody knows yet becomes a contact once there is an address, without any subscription.",
    ),
  },
  {
    key: "changesAddresses",
    label: msg("Change addresses"),
    description: msg(
      "A contact that was found by its id gets the address that the event names. Only for keys that may change contacts: a key that stands in a web page never changes an address, as whoever reads it there could have another person’s mail sent to themselves.",
    ),
  },
  {
    key: "usesSameKeys",
    label: msg("Fill fields with the same key"),
    description: msg(
      "A trait that is not named below goes to the custom field with the same key, such as favoriteColor to favorite_color. No field is made.",
    ),
  },
] as const;

/** What an event that says who somebody is may do to contacts. */
export function RuleForm({ rule, fields }: { rule: IdentityRule; fields: Fields }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const [saved, setSaved] = useState(rule);
  const [values, setValues] = useState(rule);
  const guard = useLeaveGuard(values !== saved);
  const save = useMutation({
    mutationFn: () => api.put<IdentityRule>("/event-rule", values),
    onSuccess: () => {
      setSaved(values);
      guard.release();
      toast.success(t("The rule holds for what comes from now on"));
      router.refresh();
    },
  });
  const readOnly = !can("events.manage");
  const errors = fieldErrors(save.error);
  return (
    <form
      className="grid gap-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {readOnly ? <Alert>{t("Only owners and admins can change this rule.")}</Alert> : null}
      <Card>
        <CardHeader>
          <CardTitle>{t("What an event may do to contacts")}</CardTitle>
          <CardDescription>
            {t(
              "Nobody is put on a list, brought back to one, or taken off the suppressions by an event, whatever it says: it is no consent.",
            )}
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          {choices.map(({ key, label, description }) => (
            <CheckboxField
              key={key}
              label={t(label)}
              description={t(description)}
              disabled={readOnly}
              checked={values[key]}
              onCheckedChange={(checked) => setValues({ ...values, [key]: checked === true })}
            />
          ))}
        </CardContent>
      </Card>
      <TraitsCard values={values} fields={fields} errors={errors} readOnly={readOnly} onChange={setValues} />
      <FormError message={save.error && Object.keys(errors).length === 0 ? save.error.message : null} />
      {readOnly ? null : (
        <div>
          <Button type="submit" pending={save.isPending} disabled={values === saved}>
            {t("Save rule")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface TraitsProps {
  values: IdentityRule;
  fields: Fields;
  errors: Partial<Record<string, string>>;
  readOnly: boolean;
  onChange: (values: IdentityRule) => void;
}

function TraitsCard({ values, fields, errors, readOnly, onChange }: TraitsProps) {
  const { traits } = values;
  const set = (at: number, next: IdentityRule["traits"][number] | null) =>
    onChange({ ...values, traits: traits.flatMap((each, index) => (index === at ? (next ?? []) : each)) });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Traits")}</CardTitle>
        <CardDescription>
          {rich(
            "Where each goes. A dot names a part of one: <example></example>. What does not fit is left out and noted at the event.",
            { example: () => <code>address.city</code> },
          )}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-3">
        {traits.map(({ trait, to }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          <div key={at} className="grid gap-1">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
              <Input
                aria-label={t("Trait")}
                dir="ltr"
                value={trait}
                maxLength={100}
                spellCheck={false}
                readOnly={readOnly}
                aria-invalid={errors[`traits.${at}.trait`] ? true : undefined}
                onChange={(event) => set(at, { trait: event.target.value, to })}
              />
              <TargetSelect
                value={to}
                fields={fields}
                disabled={readOnly}
                onChange={(next) => set(at, { trait, to: next })}
              />
              {readOnly ? null : (
                <IconButton
                  icon={X}
                  className="col-start-2 row-start-1 sm:col-start-3"
                  label={t("Remove the trait {trait}", { trait })}
                  onClick={() => set(at, null)}
                />
              )}
            </div>
            <FieldError message={errors[`traits.${at}.trait`] ?? errors[`traits.${at}.to`]} />
          </div>
        ))}
        {readOnly ? null : (
          <Button
            variant="ghost"
            size="sm"
            className="justify-self-start"
            disabled={traits.length >= 100}
            onClick={() => onChange({ ...values, traits: [...traits, { trait: "", to: "ignore" }] })}
          >
            <Plus aria-hidden />
            {t("Add a trait")}
          </Button>
        )}
      </CardContent>
    </Card>
  );
}

interface TargetProps {
  value: TraitTarget;
  fields: Fields;
  disabled: boolean;
  onChange: (value: TraitTarget) => void;
}

function TargetSelect({ value, fields, disabled, onChange }: TargetProps) {
  const known = !value.startsWith("field:") || fields.some(({ key }) => `field:${key}` === value);
  return (
    <NativeSelect
      aria-label={t("Goes to")}
      className="col-span-2 sm:col-span-1"
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as TraitTarget)}
    >
      {known ? null : <option value={value}>{t("A deleted field")}</option>}
      <optgroup label={t("Contact")}>
        {traitTargets.map((target) => (
          <option key={target} value={target}>
            {t(targetLabels[target])}
          </option>
        ))}
      </optgroup>
      {fields.length > 0 ? (
        <optgroup label={t("Custom fields")}>
          {fields.map(({ key, label }) => (
            <option key={key} value={`field:${key}`}>
              {label}
            </option>
          ))}
        </optgroup>
      ) : null}
    </NativeSelect>
  );
}
