import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg, t } from "@/lib/language/t";
import { suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";

const labels: Readonly<Record<string, Msg>> = ownTable({
  ...suppressionReasonLabels,
  installation: msg("Blocked for the whole installation"),
});

/** Why an address must not be mailed, for people; also for those blocked by the installation. */
export function suppressionText(reason: string): string {
  const label = labels[reason];
  return label ? t(label) : reason;
}
