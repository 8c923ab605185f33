"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { MessagePreview as Preview } from "@/lib/reports/messages/schema";

/** The mail as this recipient got it, in a frame that runs no scripts and has no origin. Mail is designed on white, so is the frame. */
export function MessagePreview({ messageId }: { messageId: string }) {
  const api = useWorkspaceApi();
  const preview = useQuery({
    queryKey: ["messages", messageId, "preview"],
    queryFn: () => api.get<Preview>(`/messages/${messageId}/preview`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (preview.error) return <Alert variant="warning">{errorMessage(preview.error)}</Alert>;
  if (!preview.data) return <Skeleton className="h-[60dvh] rounded-xl" />;
  return (
    <div className="overflow-hidden rounded-xl border">
      <p className="border-b bg-muted px-4 py-2 text-muted-foreground text-xs">
        {t(
          "Made again from the campaign's frozen content and the contact as it is now. Looking here counts as no open, links count as no click, and the recipient's own links (unsubscribe, preferences) are switched off.",
        )}
      </p>
      <iframe
        title={preview.data.subject ? t("Mail: {subject}", { subject: preview.data.subject }) : t("Mail: no subject")}
        srcDoc={preview.data.html}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        className="h-[70dvh] w-full border-0 bg-white"
      />
    </div>
  );
}
