import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { t } from "@/lib/language/t";
import { eventComparisons, MAX_PROPERTY_RULES, MAX_TIMES } from "@/lib/people/segments/event-comparisons.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import type { RuleChoices } from "./rule-kinds";
import { Since, Times } from "./small-editors";

type Rule = Extract<SegmentCondition, { kind: "event" }>;
type PropertyRule = Rule["where"][number];

interface Props {
  rule: Rule;
  events: RuleChoices["events"];
  onChange: (rule: Rule) => void;
}

/** As programs name properties. */
const propertyExample = "total";

/** Which event, how often, since when, and what its properties are. */
export function EventEditor({ rule, events, onChange }: Props) {
  const known = events.find(({ name }) => name === rule.name);
  const setProperty = (at: number, next: PropertyRule | null) =>
    onChange({ ...rule, where: rule.where.flatMap((each, index) => (index === at ? (next ?? []) : each)) });
  return (
    <>
      <NativeSelect
        aria-label={t("Event")}
        className="w-full sm:w-52"
        value={rule.name}
        onChange={(event) => onChange({ ...rule, name: event.target.value, where: [] })}
      >
        {known ? null : <option value={rule.name}>{rule.name || t("Choose…")}</option>}
        {events.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <Times times={rule.times} most={MAX_TIMES} onChange={(times) => onChange({ ...rule, times })} />
      <Since days={rule.days} onChange={(days) => onChange({ ...rule, days })} />
      {rule.where.map((property, at) => (
        <PropertyRow
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no identity but their place
          key={at}
          property={property}
          keys={known?.properties ?? []}
          onChange={(next) => setProperty(at, next)}
        />
      ))}
      {rule.where.length < MAX_PROPERTY_RULES ? (
        <Button
          variant="ghost"
          size="sm"
          onClick={() => {
            const key = known?.properties[0] ?? "";
            onChange({ ...rule, where: [...rule.where, { key, op: "is", value: "" }] });
          }}
        >
          <Plus aria-hidden />
          {t("Property")}
        </Button>
      ) : null}
    </>
  );
}

interface PropertyProps {
  property: PropertyRule;
  /** Names of properties that came with this event. */
  keys: string[];
  onChange: (property: PropertyRule | null) => void;
}

/** A condition on one property; its name may be typed, as a part of one has a dot in it. */
function PropertyRow({ property, keys, onChange }: PropertyProps) {
  const { key, op, value } = property;
  const list = useId();
  return (
    // Below the rule and the button that removes it.
    <div className="order-last flex w-full flex-wrap items-center gap-2 ps-4 text-sm">
      {t("where", undefined, "a property of an event: only those of which it is true")}
      <Input
        aria-label={t("Property")}
        list={list}
        className="w-full sm:w-40"
        value={key}
        maxLength={100}
        placeholder={propertyExample}
        onChange={(event) => onChange({ ...property, key: event.target.value })}
      />
      <datalist id={list}>
        {keys.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <NativeSelect
        aria-label={t("Comparison of the property")}
        className="w-36"
        value={op}
        onChange={(event) => onChange({ ...property, op: event.target.value as PropertyRule["op"] })}
      >
        {Object.entries(eventComparisons).map(([id, label]) => (
          <option key={id} value={id}>
            {t(label)}
          </option>
        ))}
      </NativeSelect>
      {op === "is_set" || op === "is_not_set" ? null : (
        <Input
          aria-label={t("Value of the property")}
          className="min-w-0 flex-1 sm:w-40 sm:flex-none"
          value={String(value)}
          maxLength={500}
          onChange={(event) => onChange({ ...property, value: event.target.value })}
        />
      )}
      <IconButton icon={X} label={t("Remove this property")} onClick={() => onChange(null)} />
    </div>
  );
}
