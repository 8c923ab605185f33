import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

interface Made {
  id: string;
  segmentId: string;
  segmentIsNew: boolean;
}

/** Makes a draft of a campaign for who did not open it, and goes there; nothing is sent. What was made can be taken back. */
export function useResend({ id, name }: { id: string; name: string }) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const undo = useUndo();
  return useMutation({
    mutationFn: () => api.post<Made>(`/campaigns/${id}/resend`),
    onSuccess: (made) => {
      undo(t("This draft goes to those who did not open “{name}”", { name }), async () => {
        await api.delete(`/campaigns/${made.id}`);
        if (made.segmentIsNew) await api.delete(`/segments/${made.segmentId}`);
        router.push(path("/campaigns/[campaignId]/report", { campaignId: id }));
      });
      router.push(path("/campaigns/[campaignId]", { campaignId: made.id, step: "content" }));
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
}
