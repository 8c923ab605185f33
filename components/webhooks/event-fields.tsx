"use client";

import { CheckboxField } from "@/components/ui/checkbox";
import { CheckboxSet } from "@/components/ui/checkbox-set";
import { webhookEventKind, webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { maybeMsg, msg, t } from "@/lib/language/t";

type Types = WebhookView["eventTypes"];

interface Props {
  value: Types;
  error: string | undefined;
  onChange: (types: Types) => void;
}

const groups = [
  [msg("Contacts"), ["contact.", "contacts."]],
  [msg("Suppressions"), ["suppression.", "suppressions."]],
  [msg("Campaigns"), ["campaign."]],
  [msg("Messages"), ["message."]],
] as const;

const few = webhookEventTypes.filter((type) => !webhookEventKind(type).many);

function aboutEvent(type: Types[number]): string {
  const { about, many } = webhookEventKind(type);
  return many ? t("{about} Comes very often.", { about: t(maybeMsg(about)) }) : t(maybeMsg(about));
}

/** What a webhook is told of. */
export function EventFields({ value, error, onChange }: Props) {
  const chosen = new Set(value);
  return (
    <CheckboxSet
      legend={t("Events")}
      presets={[
        [t("The rare ones"), () => onChange(few)],
        [t("All", undefined, "events"), () => onChange(webhookEventTypes)],
        [t("None", undefined, "events"), () => onChange([])],
      ]}
      error={error}
      className="max-h-80 gap-5"
    >
      {groups.map(([label, prefixes]) => (
        <div key={prefixes[0]} className="grid gap-3">
          <p className="text-muted-foreground text-xs">{t(label)}</p>
          {webhookEventTypes
            .filter((type) => prefixes.some((prefix) => type.startsWith(prefix)))
            .map((type) => (
              <CheckboxField
                key={type}
                label={<code className="font-normal text-xs">{type}</code>}
                description={aboutEvent(type)}
                checked={chosen.has(type)}
                onCheckedChange={(on) =>
                  onChange(webhookEventTypes.filter((each) => (each === type ? on === true : chosen.has(each))))
                }
              />
            ))}
        </div>
      ))}
    </CheckboxSet>
  );
}
