"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import type { ChangedCampaigns } from "@/lib/campaigns/draft/change-campaigns";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

export type CampaignChange =
  | { kind: "archive" | "restore" | "delete" }
  | { kind: "add_label" | "remove_label"; label: string };

const done: Record<CampaignChange["kind"], string> = {
  archive: "archived",
  restore: "brought back",
  delete: "deleted",
  add_label: "labelled",
  remove_label: "no longer labelled",
};
const shownMs = 10_000;

/** What takes a change back, as one; a deletion comes back from the bin. */
const opposite = {
  archive: "restore",
  restore: "archive",
  add_label: "remove_label",
  remove_label: "add_label",
} as const;

/** Changes several campaigns, says what was left as it is, and offers the way back. */
export function useChangeCampaigns(onDone: () => void) {
  const { api, format } = useWorkspace();
  const router = useRouter();
  const send = (campaignIds: string[], change: CampaignChange) =>
    api.post<ChangedCampaigns>("/campaigns/changes", { campaignIds, change });

  async function takeBack(change: CampaignChange, { changed, binIds }: ChangedCampaigns) {
    if (change.kind === "delete") {
      for (const binId of binIds) await api.put(`/bin/${binId}/restoration`);
      return;
    }
    if ("label" in change) await send(changed, { kind: opposite[change.kind], label: change.label });
    else await send(changed, { kind: opposite[change.kind] });
  }

  return useMutation({
    mutationFn: ({ ids, change }: { ids: string[]; change: CampaignChange }) => send(ids, change),
    onSuccess: (result, { change }) => {
      const { changed, refused } = result;
      for (const { name, reason } of refused.slice(0, 3)) toast.warning(`${name}: ${reason}`);
      if (changed.length > 0) {
        const undo = () => {
          takeBack(change, result).then(
            () => router.refresh(),
            (error: unknown) => toast.error(errorMessage(error)),
          );
        };
        const many = `${format.number(changed.length)} ${changed.length === 1 ? "campaign is" : "campaigns are"}`;
        toast.success(`${many} ${done[change.kind]}.`, {
          duration: shownMs,
          action: { label: t("Undo"), onClick: undo },
        });
      }
      onDone();
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
}
