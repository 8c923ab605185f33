"use client";

import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchInput } from "@/components/ui/search-input";
import { t } from "@/lib/language/t";

export interface KindOptions {
  group: string;
  label: string;
  /** What stands for the whole group. */
  all: string;
  kinds: { kind: string; label: string }[];
}

/** What of the security log is shown; the choice lives in the URL. */
export function SecurityLogFilters({ options }: { options: readonly KindOptions[] }) {
  const url = useUrlFilters();
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_9.5rem_9.5rem]">
      <Field label={t("What happened")}>
        <NativeSelect value={url.get("what")} onChange={({ target }) => url.set({ what: target.value })}>
          <option value="">{t("Everything")}</option>
          {options.map(({ group, label, all, kinds }) => (
            <optgroup key={group} label={label}>
              <option value={`group:${group}`}>{all}</option>
              {kinds.map((kind) => (
                <option key={kind.kind} value={kind.kind}>
                  {kind.label}
                </option>
              ))}
            </optgroup>
          ))}
        </NativeSelect>
      </Field>
      <SearchInput
        className="sm:w-full"
        value={url.get("account")}
        onSearch={(account) => url.set({ account })}
        label={t("Search accounts")}
        placeholder={t("Account")}
      />
      <SearchInput
        className="sm:w-full"
        value={url.get("workspace")}
        onSearch={(workspace) => url.set({ workspace })}
        label={t("Search workspaces")}
        placeholder={t("Workspace")}
      />
      <Day name="from" label={t("From (UTC)")} />
      <Day name="to" label={t("To (UTC)")} />
    </div>
  );
}

function Day({ name, label }: { name: "from" | "to"; label: string }) {
  const url = useUrlFilters();
  return (
    <Field label={label}>
      <Input type="date" value={url.get(name)} onChange={({ target }) => url.set({ [name]: target.value })} />
    </Field>
  );
}
