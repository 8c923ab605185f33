"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { AnswerStatus, ReplyAnswerItem } from "@/lib/inbound/replies/schema";
import { type Msg, msg, t } from "@/lib/language/t";

const styles: Readonly<Record<AnswerStatus, { label: Msg; variant: "info" | "success" | "warning" }>> = {
  waiting: { label: msg("On its way"), variant: "info" },
  sending: { label: msg("On its way"), variant: "info" },
  sent: { label: msg("Sent"), variant: "success" },
  failed: { label: msg("Did not arrive"), variant: "warning" },
  unconfirmed: { label: msg("Not confirmed"), variant: "warning" },
};

const isMoving = ({ status }: ReplyAnswerItem) => status === "waiting" || status === "sending";
/** With a note it was put off: the next try is not a matter of seconds. */
const refreshMs = ({ status, note }: ReplyAnswerItem) => (status === "waiting" && note ? 20_000 : 2000);

/** What was written back, the oldest first. */
export function AnswerList({ replyId, answers }: { replyId: string; answers: ReplyAnswerItem[] }) {
  const router = useRouter();
  const everyMs = Math.min(...answers.filter(isMoving).map(refreshMs));
  useEffect(() => {
    if (!Number.isFinite(everyMs)) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, router]);
  return answers.map((answer) => <AnswerCard key={answer.id} replyId={replyId} answer={answer} />);
}

function AnswerCard({ replyId, answer }: { replyId: string; answer: ReplyAnswerItem }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const again = useMutation({
    mutationFn: () => api.post(`/replies/${replyId}/answers/${answer.id}/sending`),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  const { label, variant } = styles[answer.status];
  const didNotArrive = answer.status === "failed" || answer.status === "unconfirmed";
  return (
    <Card className="border-s-4 border-s-primary">
      <CardContent className="grid gap-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="font-medium">{answer.writtenBy}</span>
          <Badge variant={variant}>{t(label)}</Badge>
          <span className="text-muted-foreground text-xs sm:ms-auto">
            <RelativeTime value={answer.sentAt ?? answer.createdAt} />
          </span>
        </div>
        <div className="max-w-prose whitespace-pre-wrap break-words text-sm leading-relaxed">{answer.text}</div>
        <p className="break-words text-muted-foreground text-xs">
          {t("As {sender}", { sender: answer.from })}
          {answer.note && (didNotArrive || answer.status === "waiting") ? ` · ${answer.note}` : ""}
        </p>
        {didNotArrive && can("replies.write") ? (
          <Button
            variant="outline"
            size="sm"
            className="w-fit"
            pending={again.isPending}
            onClick={() => again.mutate()}
          >
            <RotateCcw aria-hidden />
            {answer.status === "failed" ? t("Try again") : t("Send it again")}
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
