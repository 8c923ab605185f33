"use client";

import { MessageSquareReply } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { flavourLabels } from "@/lib/inbound/replies/flavours.shared";
import type { ReplyItem } from "@/lib/inbound/replies/schema";
import { maybeMsg, t } from "@/lib/language/t";

/** What was answered to one message, below its story; nothing where nobody answered. */
export function MessageReplies({ replies }: { replies: ReplyItem[] }) {
  const { path } = useWorkspace();
  if (replies.length === 0) return null;
  return (
    <Card className="mt-6">
      <CardHeader>
        <CardTitle>{t("Answers")}</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="divide-y">
          {replies.map((reply) => (
            <li key={reply.id} className="flex items-start gap-3 py-3 text-sm first:pt-0 last:pb-0">
              <MessageSquareReply aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
              <div className="grid min-w-0 flex-1 gap-0.5">
                <p className="flex flex-wrap items-center gap-2">
                  <Link
                    href={path("/replies/[replyId]", { replyId: reply.id })}
                    className="break-words font-medium underline-offset-4 hover:underline"
                  >
                    {reply.subject || t("(no subject)")}
                  </Link>
                  {reply.flavour ? (
                    <Badge variant="outline">{t(flavourLabels[reply.flavour] ?? maybeMsg(reply.flavour))}</Badge>
                  ) : null}
                </p>
                <p className="line-clamp-2 text-muted-foreground">{reply.preview || t("No text")}</p>
              </div>
              <span className="text-muted-foreground text-xs">
                <RelativeTime value={reply.receivedAt} />
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
