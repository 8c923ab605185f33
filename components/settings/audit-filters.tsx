"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { t } from "@/lib/language/t";
import { auditSubjects } from "@/lib/workspaces/audit/audit-subjects.shared";

/** As they stand in the address. */
export interface AuditSearch {
  about?: string | undefined;
  memberId?: string | undefined;
  keyId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface Named {
  id: string;
  name: string;
}

interface Props {
  search: AuditSearch;
  members: Named[];
  /** Programs by their keys. */
  keys: Named[];
}

/** What changed, who did it and when; all of it stands in the address. */
export function AuditFilterBar({ search, members, keys }: Props) {
  const router = useRouter();
  const { path } = useWorkspace();
  const go = (changes: AuditSearch) => router.replace(path("/settings/audit", { ...search, ...changes }));
  return (
    <div className="mb-4 flex flex-wrap items-end gap-2">
      <Field label={t("What changed")} className="w-full sm:w-52">
        <NativeSelect
          value={search.about ?? ""}
          onChange={({ target }) => go({ about: target.value })}
          choices={[
            ["", t("Everything")],
            ...Object.entries(auditSubjects).map(([type, label]) => [type, t(label)] as const),
          ]}
        />
      </Field>
      <Field label={t("Who did it")} className="w-full sm:w-52">
        <NativeSelect
          value={search.memberId ?? search.keyId ?? ""}
          onChange={({ target: { value } }) =>
            go(
              keys.some(({ id }) => id === value)
                ? { keyId: value, memberId: undefined }
                : { memberId: value, keyId: undefined },
            )
          }
        >
          <option value="">{t("Everybody")}</option>
          <Choices label={t("Members")} of={members} />
          <Choices label={t("API keys")} of={keys} />
        </NativeSelect>
      </Field>
      <Field label={t("From", undefined, "the first day of a period")} className="w-[calc(50%-0.25rem)] sm:w-38">
        <Input type="date" value={search.from ?? ""} onChange={({ target }) => go({ from: target.value })} />
      </Field>
      <Field label={t("To", undefined, "the last day of a period")} className="w-[calc(50%-0.25rem)] sm:w-38">
        <Input type="date" value={search.to ?? ""} onChange={({ target }) => go({ to: target.value })} />
      </Field>
      {Object.values(search).some(Boolean) ? (
        <Button variant="ghost" onClick={() => router.replace(path("/settings/audit"))}>
          {t("Clear")}
        </Button>
      ) : null}
    </div>
  );
}

function Choices({ label, of }: { label: string; of: Named[] }) {
  if (of.length === 0) return null;
  return (
    <optgroup label={label}>
      {of.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
