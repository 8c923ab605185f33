"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import type { Deleted } from "@/lib/base/bin/put-in-bin";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

const SHOWN_MS = 10_000;

/** Says that something is deleted, with a way to have it back at once; later it is in the bin. */
export function useUndoDelete(): (text: string, deleted: Deleted) => void {
  const { api } = useWorkspace();
  const router = useRouter();
  return (text, { binId }) => {
    const undo = () => {
      api.put(`/bin/${binId}/restoration`).then(
        () => {
          toast.success(t("It is back."));
          router.refresh();
        },
        (error: unknown) => toast.error(errorMessage(error)),
      );
    };
    toast.success(text, { duration: SHOWN_MS, action: { label: t("Undo"), onClick: undo } });
  };
}
