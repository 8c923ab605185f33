"use client";

import { FolderPlus, Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { NativeSelect } from "@/components/ui/native-select";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { SegmentGroup, SegmentRule } from "@/lib/people/segments/schema";
import { ConditionRow } from "./condition-row";
import { newCondition, type RuleChoices } from "./rule-kinds";

/** As deep as the server takes them. */
const MAX_DEPTH = 5;

interface Props {
  group: SegmentGroup;
  choices: RuleChoices;
  onChange: (group: SegmentGroup) => void;
  onRemove?: () => void;
  depth?: number;
}

/** Rules of which all, any or none must hold; a rule may be such a group again. */
export function GroupEditor({ group, choices, onChange, onRemove, depth = 1 }: Props) {
  const replace = (at: number, rule: SegmentRule | null) =>
    onChange({ ...group, rules: group.rules.flatMap((one, index) => (index === at ? (rule ? [rule] : []) : [one])) });
  const add = (rule: SegmentRule) => onChange({ ...group, rules: [...group.rules, rule] });
  return (
    <fieldset className="grid gap-3 rounded-lg border p-4">
      <legend className="sr-only">{t("Group of rules")}</legend>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        {rich("<howMany></howMany> of these hold", {
          howMany: () => (
            <NativeSelect
              aria-label={t("How many rules must hold")}
              className="w-24"
              value={group.match}
              onChange={(event) => onChange({ ...group, match: event.target.value as SegmentGroup["match"] })}
            >
              <option value="all">{t("All", undefined, "of these rules hold")}</option>
              <option value="any">{t("Any", undefined, "of these rules hold")}</option>
              <option value="none">{t("None", undefined, "of these rules hold")}</option>
            </NativeSelect>
          ),
        })}
        {onRemove ? (
          <IconButton icon={X} className="ms-auto" label={t("Remove this group")} onClick={onRemove} />
        ) : null}
      </div>
      {group.rules.map((rule, at) =>
        rule.kind === "group" ? (
          <GroupEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
            key={at}
            group={rule}
            choices={choices}
            depth={depth + 1}
            onChange={(next) => replace(at, next)}
            onRemove={() => replace(at, null)}
          />
        ) : (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
            key={at}
            rule={rule}
            choices={choices}
            onChange={(next) => replace(at, next)}
            onRemove={() => replace(at, null)}
          />
        ),
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="sm" onClick={() => add(newCondition("text:email_domain", choices))}>
          <Plus aria-hidden />
          {t("Add rule")}
        </Button>
        {depth < MAX_DEPTH ? (
          <Button variant="ghost" size="sm" onClick={() => add({ kind: "group", match: "any", rules: [] })}>
            <FolderPlus aria-hidden />
            {t("Add group")}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
