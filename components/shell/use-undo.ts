"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

/** Long enough to read it and to change one's mind. */
const SHOWN_MS = 10_000;

const sayRefusal = (error: unknown) => {
  toast.error(errorMessage(error));
};

/** Says what was done, with a way to take it back; `undo` does that, and what it refuses is said. */
export function useUndo(): (text: string, undo: () => Promise<unknown>) => void {
  const router = useRouter();
  return (text, undo) => {
    const takeBack = () =>
      void undo()
        .then(() => toast.success(t("It is as it was.")), sayRefusal)
        .finally(() => router.refresh());
    toast.success(text, { duration: SHOWN_MS, action: { label: t("Undo"), onClick: takeBack } });
  };
}

/** Does something, says so with a way to take it back, and shows the page anew; what is refused is said. */
export function useDoWithUndo(): (
  work: () => Promise<unknown>,
  text: string,
  undo: () => Promise<unknown>,
) => Promise<void> {
  const offerUndo = useUndo();
  const router = useRouter();
  return (work, text, undo) =>
    work()
      .then(() => offerUndo(text, undo), sayRefusal)
      .finally(() => router.refresh());
}
