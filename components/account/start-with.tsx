"use client";

import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/language/t";

/** Sample data or an empty workspace. */
export function StartWith({ value, onChange }: { value: boolean; onChange: (withSampleData: boolean) => void }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 font-medium">{t("How do you want to start?")}</legend>
      <RadioGroup
        aria-label={t("How do you want to start?")}
        value={value ? "sample" : "empty"}
        onValueChange={(choice) => onChange(choice === "sample")}
      >
        <RadioCard
          value="empty"
          label={t("Start empty")}
          description={t("For your own contacts. A checklist shows what comes first.")}
        />
        <RadioCard
          value="sample"
          label={t("Try with sample data")}
          description={t("Made-up contacts, lists and past campaigns, so that every page has something to show.")}
        />
      </RadioGroup>
    </fieldset>
  );
}
