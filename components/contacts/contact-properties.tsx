"use client";

import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";
import type { FieldItem } from "@/lib/people/contacts/fields";
import { PropertyRow } from "./property-row";
import { languageChoices, zoneChoices } from "./reader-choices";
import { sourceText } from "./source-text";

interface Props {
  contact: ContactProfile;
  fields: FieldItem[];
  onChanged: (contact: ContactProfile) => void;
}

const text = { type: "text" as const, options: [] };

/** A person's details, each editable in its place. */
export function ContactProperties({ contact, fields, onChanged }: Props) {
  const { api } = useWorkspace();
  const save = (change: Record<string, unknown>) =>
    api.patch<ContactProfile>(`/contacts/${contact.id}`, change).then(onChanged);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Properties")}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-1 text-sm">
          <PropertyRow
            label={t("E-mail address")}
            value={contact.email}
            field={text}
            errorKey="email"
            onSave={(email) => save({ email })}
          />
          <PropertyRow
            label={t("First name")}
            value={contact.firstName}
            field={text}
            errorKey="firstName"
            onSave={(firstName) => save({ firstName })}
          />
          <PropertyRow
            label={t("Last name")}
            value={contact.lastName}
            field={text}
            errorKey="lastName"
            onSave={(lastName) => save({ lastName })}
          />
          <PropertyRow
            label={t("Time zone")}
            value={contact.timeZone}
            field={text}
            errorKey="timeZone"
            choices={zoneChoices}
            onSave={(timeZone) => save({ timeZone })}
          />
          <PropertyRow
            label={t("Language")}
            value={contact.language}
            field={text}
            errorKey="language"
            choices={languageChoices}
            onSave={(language) => save({ language })}
          />
          <PropertyRow
            label={t("External id")}
            value={contact.externalId}
            field={text}
            errorKey="externalId"
            onSave={(externalId) => save({ externalId })}
          />
          {fields.map((field) => (
            <PropertyRow
              key={field.key}
              label={field.label}
              value={contact.fields[field.key] ?? null}
              field={field}
              errorKey={`fields.${field.key}`}
              onSave={(value) => save({ fields: { [field.key]: value } })}
            />
          ))}
          <div className="grid grid-cols-[7rem_1fr] gap-2 py-1.5">
            <dt className="text-muted-foreground">{t("Added")}</dt>
            <dd>
              <DateTime value={contact.createdAt} dateOnly /> · {sourceText(contact.source)}
            </dd>
          </div>
        </dl>
      </CardContent>
    </Card>
  );
}
