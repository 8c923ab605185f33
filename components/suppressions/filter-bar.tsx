"use client";

import { X } from "lucide-react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchInput } from "@/components/ui/search-input";
import { t } from "@/lib/language/t";
import { suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";

const names = ["query", "reason", "expired"];

/** Search and filters of the list; they live in the URL. */
export function SuppressionFilterBar() {
  const filters = useUrlFilters();
  const clear = () => filters.set(Object.fromEntries(names.map((name) => [name, null])));
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2" aria-busy={filters.pending || undefined}>
      <SearchInput
        value={filters.get("query")}
        onSearch={(query) => filters.set({ query })}
        label={t("Search by beginning of address or domain")}
        placeholder={t("Address or @domain")}
      />
      <NativeSelect
        aria-label={t("Reason")}
        className="w-[calc(50%-0.25rem)] sm:w-56"
        value={filters.get("reason")}
        onChange={(event) => filters.set({ reason: event.target.value })}
      >
        <option value="">{t("Any reason")}</option>
        {Object.entries(suppressionReasonLabels).map(([reason, label]) => (
          <option key={reason} value={reason}>
            {t(label)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label={t("Expired ones")}
        className="w-[calc(50%-0.25rem)] sm:w-44"
        value={filters.get("expired")}
        onChange={(event) => filters.set({ expired: event.target.value })}
      >
        <option value="">{t("In force")}</option>
        <option value="yes">{t("Expired ones too")}</option>
      </NativeSelect>
      {names.some((name) => filters.get(name)) ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          <X aria-hidden />
          {t("Clear")}
        </Button>
      ) : null}
    </search>
  );
}
