"use client";

import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { Deleted } from "@/lib/base/bin/put-in-bin";

/** Says that something is deleted, with a way to have it back at once; later it is in the bin. */
export function useUndoDelete(): (text: string, deleted: Deleted) => void {
  const { api } = useWorkspace();
  const undo = useUndo();
  return (text, { binId }) => undo(text, () => api.put(`/bin/${binId}/restoration`));
}
