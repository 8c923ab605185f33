"use client";

import { TagPicker } from "@/components/contacts/tag-picker";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FieldError } from "@/components/ui/field-error";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/language/t";

export interface OptionValues {
  listIds: string[];
  newListName: string;
  tags: string[];
  consentMethod: string;
  consentSource: string;
  duplicates: "update" | "skip";
  skipRoleAccounts: boolean;
}

export const emptyOptions: OptionValues = {
  listIds: [],
  newListName: "",
  tags: [],
  consentMethod: "",
  consentSource: "",
  duplicates: "update",
  skipRoleAccounts: false,
};

interface Props {
  values: OptionValues;
  onChange: (values: OptionValues) => void;
  lists: { id: string; name: string }[];
  errors: Readonly<Record<string, string>>;
}

/** Where the people go, how they agreed, and what happens to those who are here already. */
export function ImportOptionsForm({ values, onChange, lists, errors }: Props) {
  const set = (changes: Partial<OptionValues>) => onChange({ ...values, ...changes });
  const error = (name: string) => errors[`options.${name}`] ?? errors[name];
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>{t("Consent")}</CardTitle>
          <CardDescription>
            {t("Stored with every person as proof. Mail to people who never agreed ends as spam.")}
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <Field label={t("How did these people agree?")} error={error("consentMethod")} required>
            <NativeSelect value={values.consentMethod} onChange={(event) => set({ consentMethod: event.target.value })}>
              <option value="">{t("Choose…")}</option>
              <option value="form">{t("They signed up on a form")}</option>
              <option value="paper">{t("On paper or in person")}</option>
              <option value="purchase">{t("They are customers who may be written to")}</option>
              <option value="other">{t("In another way")}</option>
            </NativeSelect>
          </Field>
          <Field
            label={t("Where, when and to which words?")}
            help={t(
              "For example: “Newsletter box at checkout on shop.example.com since 2023: Yes, send me news by e-mail.”",
            )}
            error={error("consentSource")}
            required
          >
            <Textarea
              rows={3}
              maxLength={1000}
              value={values.consentSource}
              onChange={(event) => set({ consentSource: event.target.value })}
            />
          </Field>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("Where they go")}</CardTitle>
          <CardDescription>
            {t(
              "Who unsubscribed stays unsubscribed, and suppressed addresses stay suppressed, whatever the file says.",
            )}
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <ListChoice values={values} set={set} lists={lists} error={error} />
          <fieldset className="grid gap-2">
            <legend className="mb-2 font-medium text-sm">{t("Tags for everybody")}</legend>
            <TagPicker value={values.tags} onChange={(tags) => set({ tags })} />
            <FieldError message={error("tags")} />
          </fieldset>
          <Field label={t("Who is here already")} help={t("An empty cell never takes a value away.")}>
            <NativeSelect
              value={values.duplicates}
              onChange={(event) => set({ duplicates: event.target.value as OptionValues["duplicates"] })}
            >
              <option value="update">{t("Update their details from the file")}</option>
              <option value="skip">{t("Keep their details as they are")}</option>
            </NativeSelect>
          </Field>
          <CheckboxField
            label={t("Leave out role addresses")}
            description={t("info@, sales@ and the like: several people read them, and they complain more.")}
            checked={values.skipRoleAccounts}
            onCheckedChange={(on) => set({ skipRoleAccounts: on === true })}
          />
        </CardContent>
      </Card>
    </div>
  );
}

interface ListChoiceProps {
  values: OptionValues;
  set: (changes: Partial<OptionValues>) => void;
  lists: Props["lists"];
  error: (name: string) => string | undefined;
}

/** Lists there are, and one to be made; a warning where neither is chosen. */
function ListChoice({ values, set, lists, error }: ListChoiceProps) {
  const { can } = useWorkspace();
  const none = values.listIds.length === 0 && values.newListName.trim() === "";
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">{t("Lists")}</legend>
      {lists.length > 0 ? (
        <div className="grid max-h-40 gap-2 overflow-y-auto">
          {lists.map(({ id, name }) => (
            <CheckboxField
              key={id}
              label={name}
              checked={values.listIds.includes(id)}
              onCheckedChange={(on) =>
                set({ listIds: on === true ? [...values.listIds, id] : values.listIds.filter((one) => one !== id) })
              }
            />
          ))}
        </div>
      ) : null}
      <FieldError message={error("listIds")} />
      {can("lists.write") ? (
        <Field label={t("New list")} help={t("Made when the import starts.")} error={error("newListName")} optional>
          <Input
            value={values.newListName}
            maxLength={120}
            onChange={(event) => set({ newListName: event.target.value })}
          />
        </Field>
      ) : null}
      {none ? (
        <Alert variant="warning">
          {t("Without a list these people receive no campaign until you add them to one.")}
        </Alert>
      ) : null}
    </fieldset>
  );
}
