"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { NativeSelect } from "@/components/ui/native-select";
import { NumberInput } from "@/components/ui/number-input";
import { msg, t } from "@/lib/language/t";
import type { FieldChoice, FieldInput } from "@/lib/people/fields/field-kind.shared";
import { type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";
import { addressMarks, markLabels } from "@/lib/people/hygiene/marks.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import { EventEditor } from "./event-editor";
import { FurtherEditor } from "./further-editor";
import { aboutOf, newCondition, operators, type RuleChoices, subjects, typeOf } from "./rule-kinds";
import { Choice, Days, TextValue } from "./small-editors";

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
  if (rule.kind === "mark") {
    return (
      <Choice
        label={t("Mark on the address")}
        value={rule.mark}
        options={addressMarks.map((id) => ({ id, name: t(markLabels[id]) }))}
        onChange={(mark) => onChange({ ...rule, mark: mark as typeof rule.mark })}
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
  if (rule.kind === "engagement" || rule.kind === "created")
    return <Days days={rule.days} onChange={(days) => onChange({ ...rule, days })} />;
  if (rule.kind === "date")
    return <Days days={rule.days} least={0} most={365} onChange={(days) => onChange({ ...rule, days })} />;
  if (rule.kind !== "text" && rule.kind !== "field")
    return <FurtherEditor rule={rule} choices={choices} onChange={onChange} />;
  if (rule.op === "is_set" || rule.op === "is_not_set") return null;
  if (rule.kind === "text") {
    return <TextValue label={t("Value")} value={rule.value} onChange={(value) => onChange({ ...rule, value })} />;
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
  line: ({ value, onChange }) => <TextValue label={t("Value")} value={String(value)} onChange={onChange} />,
  date: ({ value, onChange }) => <TextValue label={t("Value")} type="date" value={String(value)} onChange={onChange} />,
  figure: ({ value, onChange }) => (
    <NumberInput
      step="any"
      aria-label={t("Value")}
      className="w-32"
      value={Number(value)}
      onValue={(number) => onChange(String(number))}
    />
  ),
  choice: ({ value, choices, onChange }) => {
    const options = choices.map((choice) => ({ id: choice.value, name: choice.inline }));
    return <Choice label={t("Value")} value={String(value)} options={options} onChange={onChange} />;
  },
} satisfies Record<FieldInput, (props: EditorProps) => ReactNode>;
