"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";

interface Change {
  call: () => Promise<unknown>;
  /** What is said when it was done. */
  done: string;
}

/** Asks for something, says that it was done or why not, and reads the page anew. */
export function useChange() {
  const router = useRouter();
  return useMutation({
    mutationFn: ({ call }: Change) => call(),
    onSuccess: (_result, { done }) => toast.success(done),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
}

/** Says that something was done, and reads the page anew. */
export function useDone(): (text: string) => void {
  const router = useRouter();
  return (text) => {
    toast.success(text);
    router.refresh();
  };
}
