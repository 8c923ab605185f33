import { ownTable } from "@/lib/base/text/own-table.shared";
import { suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";

/** Why an address must not be mailed, for people; also for those blocked by the installation. */
export const suppressionLabels: Record<string, string> = ownTable({
  ...suppressionReasonLabels,
  installation: "Blocked for the whole installation",
});
