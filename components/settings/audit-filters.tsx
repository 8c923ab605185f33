"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { t } from "@/lib/language/t";
import { auditSubjects } from "@/lib/workspaces/audit/audit-subjects.shared";

interface Props {
  about: string | undefined;
  memberId: string | undefined;
  members: { id: string; name: string }[];
}

/** What changed, and who did it; both stand in the address. */
export function AuditFilterBar({ about, memberId, members }: Props) {
  const router = useRouter();
  const { path } = useWorkspace();
  const go = (changes: { about?: string; memberId?: string }) =>
    router.replace(path("/settings/audit", { about, memberId, ...changes }));
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <NativeSelect
        aria-label={t("What changed")}
        className="w-full sm:w-52"
        value={about ?? ""}
        onChange={(event) => go({ about: event.target.value })}
      >
        <option value="">{t("Everything")}</option>
        {Object.entries(auditSubjects).map(([type, label]) => (
          <option key={type} value={type}>
            {t(label)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label={t("Who did it")}
        className="w-full sm:w-52"
        value={memberId ?? ""}
        onChange={(event) => go({ memberId: event.target.value })}
      >
        <option value="">{t("Everybody")}</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      {about || memberId ? (
        <Button variant="ghost" onClick={() => router.replace(path("/settings/audit"))}>
          {t("Clear")}
        </Button>
      ) : null}
    </div>
  );
}
