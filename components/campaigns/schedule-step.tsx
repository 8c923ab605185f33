"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { dateToWallTime, wallTimeToDate } from "@/lib/campaigns/zoned-time";
import type { DraftEditor } from "./use-draft";

interface Props {
  /** Wall time in the workspace's zone, or null for "as soon as I say so". */
  sendAt: string | null;
  onChange: (sendAt: string) => void;
  editor: DraftEditor;
}

/** When the campaign leaves, and what is measured. */
export function ScheduleStep({ sendAt, onChange, editor }: Props) {
  const { draft } = editor;
  return (
    <div className="grid max-w-2xl gap-5">
      <WhenCard sendAt={sendAt} onChange={onChange} />
      <Card>
        <CardHeader>
          <CardTitle>Tracking</CardTitle>
          <CardDescription>
            What the report can tell you. Delivery, bounces and unsubscribes are always counted.
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <CheckboxField
            label="Opens"
            description="A small picture at the end of the mail. Opens by privacy proxies and bots are counted apart."
            checked={draft.trackOpens}
            onCheckedChange={(checked) => editor.change({ trackOpens: checked === true })}
          />
          <CheckboxField
            label="Clicks"
            description="Links lead through this server first. Clicks by security scanners are counted apart."
            checked={draft.trackClicks}
            onCheckedChange={(checked) => editor.change({ trackClicks: checked === true })}
          />
        </CardContent>
      </Card>
    </div>
  );
}

function WhenCard({ sendAt, onChange }: Pick<Props, "sendAt" | "onChange">) {
  const { timeZone, format } = useWorkspace();
  const [earliest] = useState(() => dateToWallTime(new Date(), timeZone));
  const [suggested] = useState(
    () => `${dateToWallTime(new Date(Date.now() + 86_400_000), timeZone).slice(0, 10)}T09:00`,
  );
  const at = sendAt ? wallTimeToDate(sendAt, timeZone) : null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>When to send</CardTitle>
        <CardDescription>You confirm on the next page; nothing leaves before.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <RadioGroup
          aria-label="When to send"
          value={sendAt ? "later" : "now"}
          onValueChange={(value) => onChange(value === "later" ? suggested : "")}
        >
          <Choice value="now" label="As soon as I confirm" />
          <Choice value="later" label="At a certain time" />
        </RadioGroup>
        {sendAt ? (
          <Field
            label="Date and time"
            error={at && at.getTime() < Date.now() ? "This time has passed. Choose a later one." : null}
            help={at ? `${format.dateTimeZone(at)}, in the workspace's time zone (${timeZone}).` : `In ${timeZone}.`}
          >
            <Input
              type="datetime-local"
              min={earliest}
              value={sendAt}
              className="w-full sm:w-64"
              onChange={(event) => event.target.value && onChange(event.target.value)}
            />
          </Field>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Choice({ value, label }: { value: string; label: string }) {
  const id = `when-${value}`;
  return (
    <div className="flex items-center gap-2.5">
      <RadioGroupItem id={id} value={value} />
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
    </div>
  );
}
