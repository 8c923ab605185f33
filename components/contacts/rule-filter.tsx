"use client";

import { useMutation } from "@tanstack/react-query";
import { Filter, ListFilter, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { newCondition, type RuleChoices } from "@/components/segments/rule-kinds";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useLoaded } from "@/components/ui/use-loaded";
import { t } from "@/lib/language/t";
import type { SegmentCondition, SegmentGroup } from "@/lib/people/segments/schema";
import type { SegmentItem } from "@/lib/people/segments/segments";
import { chosenAsRules } from "./chosen-as-rules";
import { useUrlFilters } from "./use-url-filters";

// The editors of all kinds of rules come after the first view.
const loadConditionRow = () => import("@/components/segments/condition-row").then((module) => module.ConditionRow);

/** Filters by anything that is known of people, kept in the address; the same rules as of segments, which they can become. */
export function RuleFilter({ choices, listId }: { choices: RuleChoices; listId?: string | undefined }) {
  const url = useUrlFilters();
  const inForce = readRules(url.get("rules"));
  const [open, setOpen] = useState(false);
  const ConditionRow = useLoaded(loadConditionRow, open);
  const [rules, setRules] = useState<SegmentCondition[]>([]);
  const begin = (next: boolean) => {
    setOpen(next);
    setRules(inForce.length > 0 ? inForce : [newCondition(firstSubject(choices), choices)]);
  };
  const apply = (next: SegmentCondition[]) => {
    setOpen(false);
    url.set({ rules: next.length > 0 ? JSON.stringify(groupOf(next)) : null });
  };
  return (
    <Dialog open={open} onOpenChange={begin}>
      <DialogTrigger asChild>
        <Button variant={inForce.length > 0 ? "secondary" : "outline"}>
          <ListFilter aria-hidden />
          {inForce.length > 0
            ? t("{count, plural, one {# filter} other {# filters}}", { count: inForce.length })
            : t("More filters")}
        </Button>
      </DialogTrigger>
      <DialogContent className="max-w-2xl">
        <form
          className="grid min-w-0 gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            apply(rules);
          }}
        >
          <DialogHeader>
            <DialogTitle>{t("Filter contacts")}</DialogTitle>
            <DialogDescription>{t("People are shown for whom all of these hold.")}</DialogDescription>
          </DialogHeader>
          <div className="grid gap-3">
            {ConditionRow ? (
              rules.map((rule, at) => (
                <ConditionRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
                  key={at}
                  rule={rule}
                  choices={choices}
                  onChange={(next) => setRules(rules.map((one, index) => (index === at ? next : one)))}
                  onRemove={() => setRules(rules.filter((_, index) => index !== at))}
                />
              ))
            ) : (
              <Skeleton className="h-10 w-full" />
            )}
            <Button
              variant="ghost"
              size="sm"
              className="justify-self-start"
              disabled={rules.length >= 20}
              onClick={() => setRules([...rules, newCondition(firstSubject(choices), choices)])}
            >
              <Plus aria-hidden />
              {t("Add filter")}
            </Button>
          </div>
          <SaveAsSegment rules={rules} beside={chosenAsRules(url.get, listId)} />
          <DialogFooter>
            {inForce.length > 0 ? (
              <Button variant="ghost" onClick={() => apply([])}>
                {t("Remove all")}
              </Button>
            ) : null}
            <Button type="submit">{t("Show contacts")}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface SaveProps {
  rules: readonly SegmentCondition[];
  /** Rules for what is chosen beside these; null where there are none for it. */
  beside: readonly SegmentCondition[] | null;
}

function SaveAsSegment({ rules, beside }: SaveProps) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const [name, setName] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => api.post<SegmentItem>("/segments", { name, rules: groupOf([...rules, ...(beside ?? [])]) }),
    onSuccess: ({ id }) => router.push(path("/contacts/segments/[segmentId]", { segmentId: id })),
  });
  if (!can("segments.write")) return null;
  if (beside === null)
    return (
      <p className="text-muted-foreground text-xs">
        {t(
          "A segment knows no search, no suppression, no other segment and no status without a list. Clear these to save the people as a segment.",
        )}
      </p>
    );
  if (rules.length + beside.length === 0) return null;
  if (name === null) {
    return (
      <Button variant="link" size="sm" className="justify-self-start px-0" onClick={() => setName("")}>
        <Filter aria-hidden />
        {t("Save as a segment, to write to these people")}
      </Button>
    );
  }
  return (
    <div className="grid gap-2">
      <FormError message={save.error?.message ?? null} />
      <div className="flex items-end gap-2">
        <Field label={t("Name of the segment")} className="flex-1">
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button variant="outline" pending={save.isPending} disabled={name.trim() === ""} onClick={() => save.mutate()}>
          {t("Save segment")}
        </Button>
      </div>
    </div>
  );
}

const firstSubject = ({ fields }: RuleChoices) => (fields[0] ? `field:${fields[0].key}` : "text:last_name");

const groupOf = (rules: readonly SegmentCondition[]): SegmentGroup => ({
  kind: "group",
  match: "all",
  rules: [...rules],
});

/** The conditions of a flat group; nothing of what is none, which the server passes over too. */
function readRules(text: string): SegmentCondition[] {
  try {
    const { rules } = JSON.parse(text) as SegmentGroup;
    return rules.flatMap((rule) => (rule.kind === "group" ? [] : [rule]));
  } catch {
    return [];
  }
}
