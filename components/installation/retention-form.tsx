"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { CheckboxField } from "@/components/ui/checkbox";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type FormState, useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { keptText, type RetentionKindName, retentionKind } from "@/lib/retention/kinds.shared";
import type { RetentionItem, RetentionPreview } from "@/lib/retention/schema";

interface Values extends Record<string, unknown> {
  /** As typed. */
  keep: string;
  forGood: boolean;
}

/** How long one kind is kept, with what would go then. */
export function RetentionForm({ item, onDone }: { item: RetentionItem; onDone: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const { label, what, why, unit, usual } = retentionKind(item.kind);
  const form = useForm<Values, { keep: number | null }>({
    initial: { keep: String(item.keep ?? usual), forGood: item.keep === null },
    send: ({ keep, forGood }) =>
      api.put("/installation/retention", { kind: item.kind, keep: forGood ? null : Number(keep || Number.NaN) }),
    onDone: ({ keep }) => {
      toast.success(t("{label}: kept {time}", { label: t(label), time: keptText(unit, keep) }));
      router.refresh();
      onDone();
    },
  });
  return (
    <DialogForm form={form} title={t(label)} description={t(what)} submit={t("Save")}>
      <TimeFields form={form} kind={item.kind} />
      <p className="text-muted-foreground text-sm">{t(why)}</p>
    </DialogForm>
  );
}

function TimeFields({ form, kind }: { form: FormState<Values>; kind: RetentionKindName }) {
  const { unit, usual, least, most, mayKeepAll } = retentionKind(kind);
  const { keep, forGood } = form.values;
  const range = t("Between {least} and {most}. Usual: {usual}.", { least, most, usual: keptText(unit, usual) });
  return (
    <div className="grid gap-3">
      <Field label={unit === "days" ? t("Days") : t("Whole months")} help={range} error={form.errors.keep}>
        <Input
          name="keep"
          inputMode="numeric"
          value={keep}
          disabled={forGood}
          onChange={({ target }) => form.set("keep", target.value.trim())}
        />
      </Field>
      {mayKeepAll ? (
        <CheckboxField
          label={t("Keep for good")}
          checked={forGood}
          onCheckedChange={(checked) => form.set("forGood", checked === true)}
        />
      ) : null}
      {forGood ? null : <WouldGo kind={kind} keep={Number(keep)} />}
    </div>
  );
}

function WouldGo({ kind, keep }: { kind: RetentionKindName; keep: number }) {
  const { api } = useWorkspace();
  const { least, most } = retentionKind(kind);
  const preview = useQuery({
    queryKey: ["retention-preview", kind, keep],
    queryFn: () => api.get<RetentionPreview[]>(`/installation/retention/preview?kind=${kind}&keep=${keep}`),
    enabled: Number.isInteger(keep) && keep >= least && keep <= most,
    staleTime: 30_000,
  });
  const [found] = preview.data ?? [];
  return (
    <p className="min-h-5 text-sm tabular-nums" aria-live="polite">
      {found ? wouldGoText(found) : preview.isFetching ? t("Counting what would go …") : null}
    </p>
  );
}

function wouldGoText({ rows: count, isAtLeast }: RetentionPreview): string {
  if (count === 0) return t("Nothing would go the next night.");
  return isAtLeast
    ? t(
        "More than {count, plural, one {# row} other {# rows}} would go, from the next night on. They cannot be brought back.",
        { count },
      )
    : t(
        "About {count, plural, one {# row} other {# rows}} would go, from the next night on. They cannot be brought back.",
        { count },
      );
}
