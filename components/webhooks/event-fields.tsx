"use client";

import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field-error";
import { webhookEventKind, webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import type { WebhookView } from "@/lib/edges/webhooks/schema";

type Types = WebhookView["eventTypes"];

interface Props {
  value: Types;
  error: string | undefined;
  onChange: (types: Types) => void;
}

const groups = [
  ["contact", "Contacts"],
  ["message", "Messages"],
] as const;

const few = webhookEventTypes.filter((type) => !webhookEventKind(type).many);

/** What a webhook is told of. */
export function EventFields({ value, error, onChange }: Props) {
  const chosen = new Set(value);
  return (
    <fieldset className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <legend className="contents font-medium text-sm">Events</legend>
        <div className="flex gap-1">
          <Preset label="The rare ones" onClick={() => onChange(few)} />
          <Preset label="All" onClick={() => onChange(webhookEventTypes)} />
          <Preset label="None" onClick={() => onChange([])} />
        </div>
      </div>
      <FieldError message={error} />
      <div className="grid max-h-80 gap-5 overflow-y-auto rounded-lg border p-4">
        {groups.map(([group, label]) => (
          <div key={group} className="grid gap-3">
            <p className="text-muted-foreground text-xs">{label}</p>
            {webhookEventTypes
              .filter((type) => type.startsWith(`${group}.`))
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
      </div>
    </fieldset>
  );
}

function Preset({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button type="button" variant="ghost" size="sm" onClick={onClick}>
      {label}
    </Button>
  );
}
