"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import type { ChangedCampaigns } from "@/lib/campaigns/draft/change-campaigns";
import { errorMessage } from "@/lib/client/api";
import { type Msg, msg, t } from "@/lib/language/t";

export type CampaignChange =
  | { kind: "archive" | "restore" | "delete" }
  | { kind: "add_label" | "remove_label"; label: string };

const done: Record<CampaignChange["kind"], Msg> = {
  archive: msg("{count, plural, one {# campaign is archived.} other {# campaigns are archived.}}"),
  restore: msg("{count, plural, one {# campaign is brought back.} other {# campaigns are brought back.}}"),
  delete: msg("{count, plural, one {# campaign is deleted.} other {# campaigns are deleted.}}"),
  add_label: msg("{count, plural, one {# campaign is labelled.} other {# campaigns are labelled.}}"),
  remove_label: msg(
    "{count, plural, one {# campaign is no longer labelled.} other {# campaigns are no longer labelled.}}",
  ),
};

/** What takes a change back, as one; a deletion comes back from the bin. */
const opposite = {
  archive: "restore",
  restore: "archive",
  add_label: "remove_label",
  remove_label: "add_label",
} as const;

/** Changes several campaigns, says what was left as it is, and offers the way back. */
export function useChangeCampaigns(onDone: () => void) {
  const { api } = useWorkspace();
  const router = useRouter();
  const undo = useUndo();
  const send = (campaignIds: string[], change: CampaignChange) =>
    api.post<ChangedCampaigns>("/campaigns/changes", { campaignIds, change });

  async function takeBack(change: CampaignChange, { changed, binIds }: ChangedCampaigns) {
    if (change.kind === "delete") {
      for (const binId of binIds) await api.put(`/bin/${binId}/restoration`);
      return;
    }
    const back = "label" in change ? { ...change, kind: opposite[change.kind] } : { kind: opposite[change.kind] };
    const { refused } = await send(changed, back);
    if (refused.length > 0) throw new Error(refused.map(({ name, reason }) => `${name}: ${reason}`).join("\n"));
  }

  return useMutation({
    mutationFn: ({ ids, change }: { ids: string[]; change: CampaignChange }) => send(ids, change),
    onSuccess: (result, { change }) => {
      const { changed, refused } = result;
      for (const { name, reason } of refused.slice(0, 3)) toast.warning(`${name}: ${reason}`);
      if (changed.length > 0) {
        undo(t(done[change.kind], { count: changed.length }), () => takeBack(change, result));
      }
      onDone();
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
}
