"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import type { FieldChoice, FieldInput } from "@/lib/people/fields/field-kind.shared";
import { type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import { EventEditor } from "./event-editor";
import { aboutOf, newCondition, operators, type RuleChoices, subjects, typeOf } from "./rule-kinds";

interface Props {
  rule: SegmentCondition;
  choices: RuleChoices;
  onChange: (rule: SegmentCondition) => void;
  onRemove: () => void;
}

/** One condition: about what, compared how, with which value. */
export function ConditionRow({ rule, choices, onChange, onRemove }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        aria-label={t("What the rule is about")}
        className="w-full sm:w-48"
        value={aboutOf(rule)}
        onChange={(event) => onChange(newCondition(event.target.value, choices))}
      >
        {subjects(choices).map(({ group, items }) => (
          <optgroup key={group} label={group}>
            {items.map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label={t("Comparison")}
        className="w-36"
        value={rule.op}
        onChange={(event) => onChange({ ...rule, op: event.target.value } as SegmentCondition)}
      >
        {operators(rule, choices.fields).map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </NativeSelect>
      <ValueEditor rule={rule} choices={choices} onChange={onChange} />
      <IconButton icon={X} label={t("Remove this rule")} onClick={onRemove} />
    </div>
  );
}

function ValueEditor({ rule, choices, onChange }: Omit<Props, "onRemove">) {
  if (rule.kind === "tag") {
    return (
      <Choice
        label={t("Tag")}
        value={rule.tagId}
        options={choices.tags}
        onChange={(tagId) => onChange({ ...rule, tagId })}
      />
    );
  }
  if (rule.kind === "campaign") {
    const { campaignId } = rule;
    const known = choices.campaigns.some(({ id }) => id === campaignId);
    return (
      <Choice
        label={t("Campaign")}
        value={campaignId}
        options={known ? choices.campaigns : [{ id: campaignId, name: t("An earlier campaign") }, ...choices.campaigns]}
        onChange={(chosen) => onChange({ ...rule, campaignId: chosen })}
      />
    );
  }
  if (rule.kind === "event") return <EventEditor rule={rule} events={choices.events} onChange={onChange} />;
  if (rule.kind === "list") {
    return (
      <>
        <Choice
          label={t("List status")}
          value={rule.status}
          options={listStatuses.map(({ id, name }) => ({ id, name: t(name) }))}
          onChange={(status) => onChange({ ...rule, status: status as typeof rule.status })}
        />
        <Choice
          label={t("List")}
          value={rule.listId}
          options={choices.lists}
          onChange={(listId) => onChange({ ...rule, listId })}
        />
      </>
    );
  }
  if (rule.kind === "engagement" || rule.kind === "created") {
    return (
      <span className="flex items-center gap-2 text-sm">
        {rich("<amount></amount> {count, plural, one {day} other {days}}", {
          count: rule.days,
          amount: () => (
            <Input
              type="number"
              min={1}
              max={3650}
              aria-label={t("Days")}
              className="w-20"
              value={rule.days}
              onChange={(event) =>
                onChange({ ...rule, days: Math.min(3650, Math.max(1, Number(event.target.value) || 1)) })
              }
            />
          ),
        })}
      </span>
    );
  }
  if (rule.op === "is_set" || rule.op === "is_not_set") return null;
  if (rule.kind === "text") {
    return <Text label={t("Value")} value={rule.value} onChange={(value) => onChange({ ...rule, value })} />;
  }
  return <FieldValueEditor rule={rule} choices={choices} onChange={onChange} />;
}

const listStatuses = [
  { id: "confirmed", name: msg("subscribed to", "the person is … this list") },
  { id: "pending", name: msg("not confirmed on", "the person is … this list") },
  { id: "unsubscribed", name: msg("unsubscribed from", "the person is … this list") },
];

interface FieldProps {
  rule: Extract<SegmentCondition, { kind: "field" }>;
  choices: RuleChoices;
  onChange: (rule: SegmentCondition) => void;
}

function FieldValueEditor({ rule, choices, onChange }: FieldProps) {
  const kind = fieldKind(typeOf(rule.key, choices.fields));
  const give = (text: string) => {
    const read = kind.readInRule(text);
    onChange({ ...rule, value: "value" in read ? read.value : kind.ruleStart });
  };
  // Only a whole value can be chosen; a part or the beginning of one is typed.
  const input = kind.input === "choice" && rule.op !== "is" && rule.op !== "is_not" ? "line" : kind.input;
  const options = choices.fields.find(({ key }) => key === rule.key)?.options ?? [];
  const offered = kind.choices(options);
  const none = kind.ruleStart === "" ? [{ value: "", label: t("Choose…"), inline: t("Choose…") }] : [];
  const Editor = editors[input];
  return <Editor value={rule.value} choices={[...none, ...offered]} onChange={give} />;
}

interface EditorProps {
  value: FieldValue;
  choices: FieldChoice[];
  onChange: (text: string) => void;
}

const editors = {
  line: ({ value, onChange }) => <Text label={t("Value")} value={String(value)} onChange={onChange} />,
  date: ({ value, onChange }) => <Text label={t("Value")} type="date" value={String(value)} onChange={onChange} />,
  figure: ({ value, onChange }) => (
    <Input
      type="number"
      step="any"
      aria-label={t("Value")}
      className="w-32"
      value={Number(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  ),
  choice: ({ value, choices, onChange }) => {
    const options = choices.map((choice) => ({ id: choice.value, name: choice.inline }));
    return <Choice label={t("Value")} value={String(value)} options={options} onChange={onChange} />;
  },
} satisfies Record<FieldInput, (props: EditorProps) => ReactNode>;

interface TextProps {
  label: string;
  value: string;
  type?: string;
  onChange: (value: string) => void;
}

function Text({ label, value, type = "text", onChange }: TextProps) {
  return (
    <Input
      aria-label={label}
      type={type}
      className="w-full sm:w-48"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { id: string; name: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      className="w-full sm:w-44"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
