import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { eventComparisons, MAX_PROPERTY_RULES, MAX_TIMES } from "@/lib/people/segments/event-comparisons.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import type { RuleChoices } from "./rule-kinds";

type Rule = Extract<SegmentCondition, { kind: "event" }>;
type PropertyRule = Rule["where"][number];

interface Props {
  rule: Rule;
  events: RuleChoices["events"];
  onChange: (rule: Rule) => void;
}

/** As programs name properties. */
const propertyExample = "total";

const within = (text: string, most: number) => Math.min(most, Math.max(1, Math.round(Number(text)) || 1));

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
      <span className="flex items-center gap-2 text-sm">
        {rich("at least <amount></amount> {times, plural, one {time} other {times}}", {
          times: rule.times,
          amount: () => (
            <Input
              type="number"
              min={1}
              max={MAX_TIMES}
              aria-label={t("How often")}
              className="w-20"
              value={rule.times}
              onChange={(event) => onChange({ ...rule, times: within(event.target.value, MAX_TIMES) })}
            />
          ),
        })}
      </span>
      <Window rule={rule} onChange={onChange} />
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

function Window({ rule, onChange }: Omit<Props, "events">) {
  return (
    <span className="flex items-center gap-2 text-sm">
      <NativeSelect
        aria-label={t("Since when")}
        className="w-32"
        value={rule.days === null ? "ever" : "days"}
        onChange={(event) => onChange({ ...rule, days: event.target.value === "ever" ? null : 30 })}
      >
        <option value="days">{t("in the last", undefined, "so many days")}</option>
        <option value="ever">{t("ever", undefined, "whenever it was")}</option>
      </NativeSelect>
      {rule.days === null
        ? null
        : rich("<amount></amount> {count, plural, one {day} other {days}}", {
            count: rule.days,
            amount: () => (
              <Input
                type="number"
                min={1}
                max={3650}
                aria-label={t("Days")}
                className="w-20"
                value={rule.days ?? 1}
                onChange={(event) => onChange({ ...rule, days: within(event.target.value, 3650) })}
              />
            ),
          })}
    </span>
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
