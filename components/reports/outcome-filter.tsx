"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { NativeSelect } from "@/components/ui/native-select";
import { t } from "@/lib/language/t";
import { OUTCOME_LABELS } from "@/lib/reports/outcome-text.shared";
import { RECIPIENT_OUTCOMES } from "@/lib/reports/recipient-outcomes.shared";
import type { RecipientOutcome } from "@/lib/reports/schema";

/** Chooses whom the list shows; the choice is in the URL. */
export function OutcomeFilter({ campaignId, outcome }: { campaignId: string; outcome: RecipientOutcome }) {
  const router = useRouter();
  const { path } = useWorkspace();
  return (
    <NativeSelect
      aria-label={t("Show")}
      className="sm:w-64"
      value={outcome}
      onChange={(event) =>
        router.push(path("/campaigns/[campaignId]/report/recipients", { campaignId, outcome: event.target.value }))
      }
    >
      {RECIPIENT_OUTCOMES.map((one) => (
        <option key={one} value={one}>
          {t(OUTCOME_LABELS[one])}
        </option>
      ))}
    </NativeSelect>
  );
}
