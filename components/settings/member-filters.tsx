"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchInput } from "@/components/ui/search-input";
import { roles } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { roleLabels } from "@/lib/workspaces/choices.shared";
import type { MemberFilters } from "@/lib/workspaces/filter-members";

/** Name or address, role and second factor; all of it stands in the address. */
export function MemberFilterBar({ filters }: { filters: MemberFilters }) {
  const { can, path } = useWorkspace();
  const router = useRouter();
  const go = (changes: Partial<MemberFilters>) => router.replace(path("/settings/members", { ...filters, ...changes }));
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <SearchInput label={t("Search members")} value={filters.query ?? ""} onSearch={(query) => go({ query })} />
      <NativeSelect
        aria-label={t("Role")}
        className="w-full sm:w-40"
        value={filters.role ?? ""}
        onChange={(event) => go({ role: roles.find((role) => role === event.target.value) })}
        choices={[["", t("All roles")], ...roles.map((role) => [role, t(roleLabels[role])] as const)]}
      />
      {can("members.write") ? (
        <NativeSelect
          aria-label={t("Second factor")}
          className="w-full sm:w-56"
          value={filters.factor ?? ""}
          onChange={(event) => go({ factor: event.target.value === "none" ? "none" : undefined })}
          choices={[
            ["", t("Any second factor")],
            ["none", t("Without second factor")],
          ]}
        />
      ) : null}
    </div>
  );
}
