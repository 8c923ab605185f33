"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { errorMessage } from "@/lib/client/api";
import type { BounceRuleValues, RuleChange, RulePreview } from "@/lib/feedback/bounce-rules/schema";
import { t } from "@/lib/language/t";
import { CategoryBadge } from "./category-badge";

/** What the rule would change among the replies of late; asked for, since it reads thousands of them. */
export function RulePreviewPanel({ values }: { values: BounceRuleValues }) {
  const { api } = useWorkspace();
  const asked = JSON.stringify(values);
  const preview = useMutation({
    mutationFn: (_asked: string) => api.post<RulePreview>("/bounce-rules/preview", values),
  });
  const current = preview.variables === asked;
  return (
    <section aria-label={t("What would change")} className="grid gap-3 rounded-lg border bg-muted/40 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-sm">{t("See what this rule would change before you save it.")}</p>
        <Button
          type="button"
          variant="outline"
          size="sm"
          pending={preview.isPending}
          disabled={values.pattern.trim().length < 3}
          onClick={() => preview.mutate(asked)}
        >
          {t("Preview")}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-3 empty:hidden">
        <FormError message={preview.error && current ? errorMessage(preview.error) : null} />
        {preview.data && current ? <Changes preview={preview.data} /> : null}
      </div>
    </section>
  );
}

function Changes({ preview }: { preview: RulePreview }) {
  const { format } = useWorkspace();
  const { looked, matched, changes, newlyHard } = preview;
  return (
    <>
      <p className="text-sm tabular-nums">
        {changes.length === 0
          ? t(
              "{looked, plural, one {It matches {matched} of the last # reply in this workspace, and changes the meaning of none.} other {It matches {matched} of the last # replies in this workspace, and changes the meaning of none.}}",
              { matched: format.number(matched), looked },
            )
          : t(
              "{looked, plural, one {It matches {matched} of the last # reply in this workspace.} other {It matches {matched} of the last # replies in this workspace.}}",
              { matched: format.number(matched), looked },
            )}
      </p>
      {newlyHard > 0 ? (
        <Alert variant="warning">
          <AlertDescription>
            {t(
              "{count, plural, one {# of them would newly count as a hard bounce.} other {# of them would newly count as hard bounces.}} A hard bounce suppresses the address for good.",
              { count: newlyHard },
            )}
          </AlertDescription>
        </Alert>
      ) : null}
      {changes.length > 0 ? (
        <ul className="grid gap-3">
          {changes.map((change) => (
            <ChangeRow key={`${change.from} ${change.to}`} change={change} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function ChangeRow({ change }: { change: RuleChange }) {
  const { format } = useWorkspace();
  return (
    <li className="grid gap-1.5 border-t pt-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium tabular-nums">{format.number(change.count)}</span>
        <CategoryBadge category={change.from} />
        <ArrowRight aria-label={t("becomes")} className="size-4 text-muted-foreground rtl:rotate-180" />
        <CategoryBadge category={change.to} />
      </div>
      {change.examples.map((example) => (
        <p key={example} dir="ltr" className="wrap-anywhere text-start font-mono text-muted-foreground text-xs">
          {example}
        </p>
      ))}
    </li>
  );
}
