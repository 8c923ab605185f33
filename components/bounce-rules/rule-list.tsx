"use client";

import { useMutation } from "@tanstack/react-query";
import { ListFilter, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Switch } from "@/components/ui/switch";
import type { BounceRuleView } from "@/lib/feedback/bounce-rules/schema";
import { allOf } from "@/lib/language/list-of";
import { t } from "@/lib/language/t";
import { CategoryBadge } from "./category-badge";
import { providerText } from "./provider-labels";
import { AddRuleButton, RuleDialog } from "./rule-dialog";

export function RuleList({ rules }: { rules: BounceRuleView[] }) {
  if (rules.length === 0) {
    return (
      <EmptyState
        icon={ListFilter}
        title={t("No rules of your own")}
        description={t(
          "The built-in rules know the words of the large mailbox providers and most servers. Add one where a reply is read wrongly.",
        )}
        action={<AddRuleButton />}
      />
    );
  }
  return (
    <ol className="divide-y rounded-xl border" aria-label={t("Your rules")}>
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} />
      ))}
    </ol>
  );
}

function RuleRow({ rule }: { rule: BounceRuleView }) {
  const { id: _id, createdAt: _created, updatedAt: _updated, ...values } = rule;
  const codes = [rule.code, rule.enhanced].filter((code) => code !== null);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4">
      <div className="grid min-w-0 flex-1 basis-64 gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <code dir="ltr" className="break-all rounded bg-muted px-1.5 py-0.5 text-sm">
            {rule.pattern}
          </code>
          {rule.patternKind === "regex" ? <Badge variant="outline">{t("expression")}</Badge> : null}
          {rule.enabled ? null : <Badge>{t("off")}</Badge>}
        </div>
        <p className="text-muted-foreground text-sm">
          {providerText(rule.provider)}
          {codes.length > 0 ? ` · ${t("only with {codes}", { codes: allOf(codes) })}` : null}
        </p>
        <div className="text-sm">
          <CategoryBadge category={rule.category} />
        </div>
        {rule.note ? <p className="text-muted-foreground text-sm">{rule.note}</p> : null}
      </div>
      <div className="flex items-center gap-1">
        <EnabledSwitch rule={rule} />
        <RuleDialog
          ruleId={rule.id}
          initial={values}
          trigger={
            <Button variant="ghost" size="icon" aria-label={t("Edit the rule “{pattern}”", { pattern: rule.pattern })}>
              <Pencil aria-hidden />
            </Button>
          }
        />
        <DeleteRule rule={rule} />
      </div>
    </li>
  );
}

function EnabledSwitch({ rule }: { rule: BounceRuleView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const { id, createdAt: _created, updatedAt: _updated, ...values } = rule;
  const change = useMutation({
    mutationFn: (enabled: boolean) => api.put(`/bounce-rules/${id}`, { ...values, enabled }),
    onSuccess: () => router.refresh(),
  });
  return (
    <Switch
      className="mx-2"
      aria-label={t("Use the rule “{pattern}”", { pattern: rule.pattern })}
      checked={change.isPending ? change.variables : rule.enabled}
      disabled={change.isPending}
      onCheckedChange={(enabled) => change.mutate(enabled)}
    />
  );
}

function DeleteRule({ rule }: { rule: BounceRuleView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("Delete the rule “{pattern}”", { pattern: rule.pattern })}>
          <Trash2 aria-hidden />
        </Button>
      }
      title={t("Delete this rule?")}
      description={t(
        "Replies that come from now on are read by the other rules again. What was decided with it stays.",
      )}
      confirmLabel={t("Delete rule")}
      destructive
      onConfirm={async () => {
        await api.delete(`/bounce-rules/${rule.id}`);
        router.refresh();
      }}
    />
  );
}
