"use client";

import { useQuery } from "@tanstack/react-query";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { RawSource } from "@/lib/reports/messages/schema";

interface Props {
  messageId: string;
  /** Null: closed. */
  source: string | null;
  onClose: () => void;
}

/** The mail or call that reported something, as plain text. */
export function RawSourceDialog({ messageId, source, onClose }: Props) {
  const api = useWorkspaceApi();
  const raw = useQuery({
    queryKey: ["messages", messageId, "raw", source],
    queryFn: () => api.get<RawSource>(`/messages/${messageId}/raw`, { query: { source } }),
    enabled: source !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const received = raw.data?.receivedAt;
  return (
    <Dialog open={source !== null} onOpenChange={(open) => open || onClose()}>
      <DialogContent className="max-w-3xl grid-rows-[auto_1fr]">
        <DialogHeader>
          <DialogTitle>{raw.data?.title ?? t("As it came")}</DialogTitle>
          <DialogDescription>
            {received
              ? rich("Received <when></when>. Shown as plain text.", { when: () => <DateTime value={received} /> })
              : t("Shown as plain text.")}
          </DialogDescription>
        </DialogHeader>
        {raw.isPending ? <Skeleton className="h-64" /> : null}
        {raw.error ? <Alert variant="destructive">{errorMessage(raw.error)}</Alert> : null}
        {raw.data ? <RawText source={raw.data} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function RawText({ source }: { source: RawSource }) {
  return (
    <div className="grid min-h-0 min-w-0 gap-3">
      <dl className="grid gap-1 text-xs">
        {source.head.map(([name, value]) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
            <dt className="text-muted-foreground">{name}</dt>
            <dd dir="ltr" className="min-w-0 break-all text-start font-mono">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {source.cut ? <Alert>{t("Only the first 300,000 characters are shown.")}</Alert> : null}
      <div className="relative min-w-0">
        <CopyButton value={source.text} label={t("Copy the source")} className="absolute end-2 top-2" />

        <section
          aria-label={t("Source")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-[55dvh] overflow-auto rounded-md border bg-muted/50"
        >
          <pre dir="ltr" className="p-3 pe-12 font-mono text-xs leading-relaxed">
            {source.text}
          </pre>
        </section>
      </div>
    </div>
  );
}
