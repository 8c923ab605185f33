"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { t } from "@/lib/language/t";
import { SpreadFields, TimeFields } from "./delivery-fields";
import type { DraftEditor } from "./use-draft";

interface Props {
  /** Wall time in the workspace's zone, or null for "as soon as I say so". */
  sendAt: string | null;
  onChange: (sendAt: string) => void;
  editor: DraftEditor;
}

/** When the campaign leaves, how fast, and what is measured. */
export function ScheduleStep({ sendAt, onChange, editor }: Props) {
  const { draft } = editor;
  const localTime = sendAt !== null && draft.localTime;
  return (
    <div className="grid max-w-2xl gap-5">
      <WhenCard sendAt={sendAt} onChange={onChange} editor={editor} />
      <Card>
        <CardHeader>
          <CardTitle>{t("How fast")}</CardTitle>
          <CardDescription>{t("Everybody at once, or a few at a time.")}</CardDescription>
        </CardHeader>
        <CardContent>
          <SpreadFields
            spreadMinutes={localTime ? null : draft.spreadMinutes}
            onSpread={(spreadMinutes) => editor.change({ spreadMinutes, ...(spreadMinutes && { localTime: false }) })}
            notNow={
              localTime ? t("A send at each recipient's local time is spread by their time zones already.") : undefined
            }
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("Tracking")}</CardTitle>
          <CardDescription>
            {t("What the report can tell you. Delivery, bounces and unsubscribes are always counted.")}
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <CheckboxField
            label={t("Opens")}
            description={t(
              "A small picture at the end of the mail. Opens by privacy proxies and bots are counted apart.",
            )}
            checked={draft.trackOpens}
            onCheckedChange={(checked) => editor.change({ trackOpens: checked === true })}
          />
          <CheckboxField
            label={t("Clicks")}
            description={t("Links lead through this server first. Clicks by security scanners are counted apart.")}
            checked={draft.trackClicks}
            onCheckedChange={(checked) => editor.change({ trackClicks: checked === true })}
          />
        </CardContent>
      </Card>
    </div>
  );
}

function WhenCard({ sendAt, onChange, editor }: Props) {
  const { timeZone } = useWorkspace();
  const [suggested] = useState(
    () => `${dateToWallTime(new Date(Date.now() + 86_400_000), timeZone).slice(0, 10)}T09:00`,
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("When to send")}</CardTitle>
        <CardDescription>{t("You confirm on the next page; nothing leaves before.")}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5">
        <RadioGroup
          aria-label={t("When to send")}
          className="sm:grid-cols-2"
          value={sendAt ? "later" : "now"}
          onValueChange={(value) => onChange(value === "later" ? suggested : "")}
        >
          <RadioCard value="now" label={t("As soon as I confirm")} />
          <RadioCard value="later" label={t("At a certain time")} />
        </RadioGroup>
        {sendAt ? (
          <TimeFields
            sendAt={sendAt}
            onSendAt={onChange}
            localTime={editor.draft.localTime}
            onLocalTime={(localTime) => editor.change({ localTime, ...(localTime && { spreadMinutes: null }) })}
          />
        ) : null}
      </CardContent>
    </Card>
  );
}
