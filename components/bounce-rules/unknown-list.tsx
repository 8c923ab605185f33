"use client";

import { CheckCheck } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { BounceRuleValues, UnknownReply } from "@/lib/feedback/bounce-rules/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { providerText } from "./provider-labels";
import { RuleDialog } from "./rule-dialog";

export function UnknownList({ replies }: { replies: UnknownReply[] }) {
  if (replies.length === 0) {
    return (
      <EmptyState
        icon={CheckCheck}
        title={t("Every reply was understood")}
        description={t("Replies that no rule knows are listed here.")}
      />
    );
  }
  return (
    <ul className="divide-y rounded-xl border" aria-label={t("Unknown replies")}>
      {replies.map((reply) => (
        <UnknownRow key={`${reply.provider} ${reply.code} ${reply.enhanced} ${reply.pattern}`} reply={reply} />
      ))}
    </ul>
  );
}

function UnknownRow({ reply }: { reply: UnknownReply }) {
  const codes = [reply.code, reply.enhanced].filter((code) => code !== null).join(" ");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4">
      <div className="grid min-w-0 flex-1 basis-64 gap-1.5">
        <p dir="ltr" className="wrap-anywhere font-mono text-sm">
          {reply.example}
        </p>
        <p className="text-muted-foreground text-sm tabular-nums">
          {t("{count, plural, one {# time} other {# times}}", { count: reply.count })} · {providerText(reply.provider)}
          {codes ? ` · ${codes}` : null} ·{" "}
          {rich("last <when></when>", { when: () => <DateTime value={reply.lastAt} /> })}
        </p>
      </div>
      <RuleDialog
        initial={{
          pattern: longestPart(reply.pattern),
          provider: (reply.provider ?? "*") as BounceRuleValues["provider"],
        }}
        trigger={
          <Button variant="outline" size="sm">
            {t("Say what it means")}
          </Button>
        }
      />
    </li>
  );
}

/** The longest run of words between what differs from reply to reply, without the codes in front: a good first pattern. */
function longestPart(pattern: string): string {
  const parts = pattern.split(/[…#]+/).map((part) => part.replace(/^[\s\d.,:;<>()-]+|[\s.,:;<>(-]+$/g, ""));
  return parts.reduce((best, part) => (part.length > best.length ? part : best), "").slice(0, 120);
}
