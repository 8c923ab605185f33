import { Input } from "@/components/ui/input";
import { rich } from "@/lib/language/rich";
import { msg, t } from "@/lib/language/t";
import { consentMethodNames } from "@/lib/people/addresses/consent-method-names.shared";
import { agreeingMethods } from "@/lib/people/addresses/consent-methods.shared";
import { MAX_TIMES } from "@/lib/people/segments/event-comparisons.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import type { RuleChoices } from "./rule-kinds";
import { Amount, Choice, Since, TextValue, Times } from "./small-editors";

type Rule<Kind extends SegmentCondition["kind"]> = Extract<SegmentCondition, { kind: Kind }>;
type Further = Rule<"campaign" | "mails" | "link" | "consent" | "suppressed" | "goal" | "segment" | "share">;

interface Props<R extends SegmentCondition> {
  rule: R;
  choices: RuleChoices;
  onChange: (rule: SegmentCondition) => void;
}

/** What else is asked of what people did, of their consent, and of other segments. */
export function FurtherEditor({ rule, ...rest }: Props<Further>) {
  switch (rule.kind) {
    case "campaign":
      return <CampaignEditor rule={rule} {...rest} />;
    case "mails":
      return <MailsEditor rule={rule} {...rest} />;
    case "link":
      return <LinkEditor rule={rule} {...rest} />;
    case "consent":
      return <ConsentEditor rule={rule} {...rest} />;
    case "goal":
      return <GoalEditor rule={rule} {...rest} />;
    case "segment":
      return <SegmentEditor rule={rule} {...rest} />;
    case "share":
      return <ShareEditor rule={rule} {...rest} />;
    case "suppressed":
      return null;
  }
}

function CampaignEditor({ rule, choices, onChange }: Props<Rule<"campaign">>) {
  return (
    <>
      <CampaignChoice rule={rule} choices={choices} onChange={(campaignId) => onChange({ ...rule, campaignId })} />
      {rule.what === "received" ? null : <By rule={rule} onChange={onChange} />}
    </>
  );
}

/** ISO 4217. */
const currencyExample = "EUR";

const anyCampaign = msg("Any campaign");

function CampaignChoice({
  rule: { campaignId },
  choices: { campaigns },
  withAny = false,
  onChange,
}: {
  rule: { campaignId: string | null };
  choices: RuleChoices;
  withAny?: boolean;
  onChange: (campaignId: string) => void;
}) {
  const isKnown = campaignId === null || campaigns.some(({ id }) => id === campaignId);
  const options = [
    ...(withAny ? [{ id: "", name: t(anyCampaign) }] : []),
    ...(isKnown ? [] : [{ id: campaignId, name: t("An earlier campaign") }]),
    ...campaigns,
  ];
  return <Choice label={t("Campaign")} value={campaignId ?? ""} options={options} onChange={onChange} />;
}

function By({ rule, onChange }: Pick<Props<Rule<"campaign" | "mails">>, "rule" | "onChange">) {
  const options = [
    { id: "people", name: t("by people only") },
    { id: "anyone", name: t("by machines too") },
  ];
  return (
    <Choice
      label={t("Who counts")}
      value={rule.by ?? "people"}
      options={options}
      onChange={(by) => onChange({ ...rule, by: by === "anyone" ? by : "people" })}
    />
  );
}

function MailsEditor({ rule, onChange }: Props<Rule<"mails">>) {
  return (
    <>
      <span className="flex items-center gap-2 text-sm">
        {rich("<amount></amount> {count, plural, one {mail} other {mails}}", {
          count: rule.times,
          amount: () => (
            <Amount
              label={t("How many mails")}
              value={rule.times}
              most={MAX_TIMES}
              onChange={(times) => onChange({ ...rule, times })}
            />
          ),
        })}
      </span>
      <Since days={rule.days} onChange={(days) => onChange({ ...rule, days })} />
      {rule.what === "received" ? null : <By rule={rule} onChange={onChange} />}
    </>
  );
}

function LinkEditor({ rule, choices, onChange }: Props<Rule<"link">>) {
  return (
    <>
      <TextValue
        label={t("Part of the link's address or text")}
        value={rule.words}
        onChange={(words) => onChange({ ...rule, words })}
      />
      <CampaignChoice
        rule={rule}
        choices={choices}
        withAny
        onChange={(campaignId) => onChange({ ...rule, campaignId: campaignId || null })}
      />
      <Since days={rule.days} onChange={(days) => onChange({ ...rule, days })} />
    </>
  );
}

function ConsentEditor({ rule, choices, onChange }: Props<Rule<"consent">>) {
  const lists = [{ id: "", name: t("for any list") }, ...choices.lists];
  const methods = [
    { id: "", name: t("in any way") },
    ...agreeingMethods.map((id) => ({ id, name: t(consentMethodNames[id]) })),
  ];
  return (
    <>
      <Choice
        label={t("List")}
        value={rule.listId ?? ""}
        options={lists}
        onChange={(listId) => onChange({ ...rule, listId: listId || null })}
      />
      <Choice
        label={t("How it was said")}
        value={rule.method ?? ""}
        options={methods}
        onChange={(id) => onChange({ ...rule, method: agreeingMethods.find((method) => method === id) ?? null })}
      />
      <Since days={rule.days} onChange={(days) => onChange({ ...rule, days })} />
    </>
  );
}

function GoalEditor({ rule, choices, onChange }: Props<Rule<"goal">>) {
  return (
    <>
      <Choice
        label={t("Goal")}
        value={rule.goalId}
        options={choices.goals}
        onChange={(goalId) => onChange({ ...rule, goalId })}
      />
      <Times times={rule.times} most={MAX_TIMES} onChange={(times) => onChange({ ...rule, times })} />
      <Since days={rule.days} onChange={(days) => onChange({ ...rule, days })} />
      <Input
        type="number"
        min={0}
        step="any"
        aria-label={t("Worth together at least")}
        placeholder={t("Worth at least")}
        className="w-36"
        value={rule.worth ?? ""}
        onChange={(event) =>
          onChange({ ...rule, worth: event.target.value === "" ? null : Math.max(0, Number(event.target.value) || 0) })
        }
      />
      {rule.worth === null ? null : (
        <Input
          aria-label={t("Currency")}
          placeholder={currencyExample}
          maxLength={3}
          className="w-20"
          value={rule.currency ?? ""}
          onChange={(event) => onChange({ ...rule, currency: event.target.value.trim().toUpperCase() || null })}
        />
      )}
    </>
  );
}

function SegmentEditor({ rule, choices, onChange }: Props<Rule<"segment">>) {
  return (
    <Choice
      label={t("Segment")}
      value={rule.segmentId}
      options={choices.segments}
      onChange={(segmentId) => onChange({ ...rule, segmentId })}
    />
  );
}

function ShareEditor({ rule, onChange }: Props<Rule<"share">>) {
  return (
    <span className="flex items-center gap-2 text-sm">
      {rich("<amount></amount> % of everybody, draw <draw></draw>", {
        amount: () => (
          <Amount
            label={t("Percent")}
            value={rule.percent}
            most={99}
            onChange={(percent) => onChange({ ...rule, percent })}
          />
        ),
        draw: () => (
          <Input
            aria-label={t("Name of the draw")}
            title={t("Another draw finds other people; the same one finds the same in every segment.")}
            maxLength={40}
            className="w-24"
            value={rule.draw}
            onChange={(event) => onChange({ ...rule, draw: event.target.value })}
          />
        ),
      })}
    </span>
  );
}
