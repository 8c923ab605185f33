"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { FormState } from "@/lib/client/use-form";
import type { BounceKind } from "@/lib/events/ledger/event-types";
import { categoryLabels, ruleCategories } from "@/lib/feedback/bounce-rules/rule-categories.shared";
import type { BounceRuleValues } from "@/lib/feedback/bounce-rules/schema";
import { replyProviders } from "@/lib/feedback/classify/provider-of.shared";
import { kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { type Msg, msg, t } from "@/lib/language/t";
import { providerText } from "./provider-labels";

type Form = FormState<BounceRuleValues & Record<string, unknown>>;

const groups: readonly { kind: BounceKind; label: Msg }[] = [
  { kind: "hard", label: msg("About the mailbox: hard") },
  { kind: "soft", label: msg("May work later: soft") },
  { kind: "block", label: msg("About us: block") },
];

/** As servers say it. */
const examples = { text: "no longer with the company", regex: "mailbox .* (closed|archived)" };

export function RuleFields({ form }: { form: Form }) {
  return (
    <>
      <PatternFields form={form} />
      <div className="grid gap-5 sm:grid-cols-3">
        <ProviderField form={form} />
        <CodeField form={form} name="code" label={t("Reply code")} placeholder="550" />
        <CodeField form={form} name="enhanced" label={t("Enhanced code")} placeholder="5.1.1" />
      </div>
      <CategoryField form={form} />
      <Field label={t("Note")} optional error={form.errors.note}>
        <Input
          name="note"
          autoComplete="off"
          placeholder={t("Why this rule is here")}
          value={form.values.note}
          onChange={(event) => form.set("note", event.target.value)}
        />
      </Field>
    </>
  );
}

function PatternFields({ form }: { form: Form }) {
  const { patternKind, pattern } = form.values;
  return (
    <div className="grid gap-5 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label={t("The reply")} error={form.errors.patternKind}>
        <NativeSelect
          name="patternKind"
          value={patternKind}
          onChange={(event) => form.set("patternKind", event.target.value === "regex" ? "regex" : "text")}
        >
          <option value="text">{t("contains", undefined, "a reply contains these words")}</option>
          <option value="regex">{t("matches", undefined, "a reply matches this expression")}</option>
        </NativeSelect>
      </Field>
      <Field
        label={patternKind === "text" ? t("Words") : t("Expression")}
        required
        error={form.errors.pattern}
        help={
          patternKind === "regex" ? t("A simple regular expression; upper and lower case are the same.") : undefined
        }
      >
        <Input
          name="pattern"
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          className="font-mono"
          placeholder={examples[patternKind]}
          value={pattern}
          onChange={(event) => form.set("pattern", event.target.value)}
        />
      </Field>
    </div>
  );
}

function ProviderField({ form }: { form: Form }) {
  return (
    <Field label={t("Receiver")} error={form.errors.provider}>
      <NativeSelect
        name="provider"
        value={form.values.provider}
        onChange={(event) => form.set("provider", event.target.value as BounceRuleValues["provider"])}
      >
        <option value="*">{t("Any receiver")}</option>
        {replyProviders.map((provider) => (
          <option key={provider} value={provider}>
            {providerText(provider)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

type CodeProps = { form: Form; name: "code" | "enhanced"; label: string; placeholder: string };

function CodeField({ form, name, label, placeholder }: CodeProps) {
  return (
    <Field label={label} optional error={form.errors[name]}>
      <Input
        name={name}
        autoComplete="off"
        dir="ltr"
        className="tabular-nums"
        placeholder={placeholder}
        value={form.values[name] ?? ""}
        onChange={(event) => form.set(name, event.target.value || null)}
      />
    </Field>
  );
}

function CategoryField({ form }: { form: Form }) {
  return (
    <Field label={t("It means")} required error={form.errors.category}>
      <NativeSelect
        name="category"
        value={form.values.category}
        onChange={(event) => form.set("category", event.target.value as BounceRuleValues["category"])}
      >
        <option value="undetermined" disabled>
          {t("Choose what it means")}
        </option>
        {groups.map(({ kind, label }) => (
          <optgroup key={kind} label={t(label)}>
            {ruleCategories
              .filter((category) => kindOfCategory[category] === kind)
              .map((category) => (
                <option key={category} value={category}>
                  {t(categoryLabels[category])}
                </option>
              ))}
          </optgroup>
        ))}
      </NativeSelect>
    </Field>
  );
}
