"use client";

import { CheckboxField } from "@/components/ui/checkbox";
import { CheckboxSet } from "@/components/ui/checkbox-set";
import { webhookEventKind, webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import type { WebhookView } from "@/lib/edges/webhooks/schema";

type Types = WebhookView["eventTypes"];

interface Props {
  value: Types;
  error: string | undefined;
  onChange: (types: Types) => void;
}

const groups = [
  ["Contacts", ["contact.", "contacts."]],
  ["Suppressions", ["suppression.", "suppressions."]],
  ["Campaigns", ["campaign."]],
  ["Messages", ["message."]],
] as const;

const few = webhookEventTypes.filter((type) => !webhookEventKind(type).many);

/** What a webhook is told of. */
export function EventFields({ value, error, onChange }: Props) {
  const chosen = new Set(value);
  return (
    <CheckboxSet
      legend="Events"
      presets={[
        ["The rare ones", () => onChange(few)],
        ["All", () => onChange(webhookEventTypes)],
        ["None", () => onChange([])],
      ]}
      error={error}
      className="max-h-80 gap-5"
    >
      {groups.map(([label, prefixes]) => (
        <div key={label} className="grid gap-3">
          <p className="text-muted-foreground text-xs">{label}</p>
          {webhookEventTypes
            .filter((type) => prefixes.some((prefix) => type.startsWith(prefix)))
            .map((type) => (
              <CheckboxField
                key={type}
                label={<code className="font-normal text-xs">{type}</code>}
                description={`${webhookEventKind(type).about}${webhookEventKind(type).many ? " Comes very often." : ""}`}
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
