"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { spreadChoices, spreadText } from "@/lib/campaigns/draft/delivery-text.shared";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import { t } from "@/lib/language/t";

export interface Delivery {
  localTime: boolean;
  spreadMinutes: number | null;
}

interface TimeProps {
  /** Wall time in the workspace's zone, "2026-11-24T09:00". */
  sendAt: string;
  onSendAt: (sendAt: string) => void;
  localTime: boolean;
  onLocalTime: (localTime: boolean) => void;
}

/** Date and time, and whose clock is meant. */
export function TimeFields({ sendAt, onSendAt, localTime, onLocalTime }: TimeProps) {
  const { timeZone, format } = useWorkspace();
  const [earliest] = useState(() => dateToWallTime(new Date(), timeZone));
  const at = wallTimeToDate(sendAt, timeZone);
  const passed = at !== null && at.getTime() < Date.now();
  const first = at && launchesAt({ scheduledAt: at, localTime: true }, timeZone);
  return (
    <div className="grid gap-4">
      <Field
        label={t("Date and time")}
        error={passed ? t("This time has passed. Choose a later one.") : null}
        help={
          at && !localTime
            ? t("{time}, in the workspace's time zone ({timeZone}).", { time: format.dateTimeZone(at), timeZone })
            : t("In {timeZone}.", { timeZone })
        }
      >
        <Input
          type="datetime-local"
          min={earliest}
          value={sendAt}
          className="w-full sm:w-64"
          onChange={(event) => event.target.value && onSendAt(event.target.value)}
        />
      </Field>
      <CheckboxField
        label={t("At each recipient's local time")}
        description={
          localTime && first
            ? first.getTime() < Date.now()
              ? t(
                  "Everybody gets it when their clocks show {clock}. The first zones get there at once; who has no time zone takes {timeZone}.",
                  { clock: sendAt.slice(11), timeZone },
                )
              : t(
                  "Everybody gets it when their clocks show {clock}. The first zones get there on {time}; who has no time zone takes {timeZone}.",
                  { clock: sendAt.slice(11), time: format.dateTimeZone(first), timeZone },
                )
            : t("Each contact gets it when the clocks of their local time zone show this time.")
        }
        checked={localTime}
        onCheckedChange={(checked) => onLocalTime(checked === true)}
      />
    </div>
  );
}

interface SpreadProps {
  spreadMinutes: number | null;
  onSpread: (spreadMinutes: number | null) => void;
  /** Why it cannot be chosen now, in words. */
  notNow?: string | undefined;
}

/** As fast as it goes, or evenly over a window. */
export function SpreadFields({ spreadMinutes, onSpread, notNow }: SpreadProps) {
  const choices = new Set<number>([...spreadChoices, ...(spreadMinutes ? [spreadMinutes] : [])]);
  return (
    <div className="grid gap-4">
      <RadioGroup
        aria-label={t("How fast")}
        className="sm:grid-cols-2"
        value={spreadMinutes ? "spread" : "fast"}
        onValueChange={(value) => onSpread(value === "spread" ? 240 : null)}
        disabled={notNow !== undefined}
      >
        <RadioCard
          value="fast"
          label={t("As fast as possible")}
          description={t("Limits of your sending services and of mailbox providers are kept in any case.")}
        />
        <RadioCard
          value="spread"
          label={t("Gradually")}
          description={t("Evenly over a window: easier on your website, your phones and your reputation.")}
        />
      </RadioGroup>
      {notNow ? <p className="text-muted-foreground text-sm">{notNow}</p> : null}
      {spreadMinutes && !notNow ? (
        <Field label={t("Spread over")} help={t("You can change it while the campaign is being sent.")}>
          <NativeSelect
            className="sm:w-64"
            value={spreadMinutes}
            onChange={(event) => onSpread(Number(event.target.value))}
          >
            {[...choices]
              .sort((a, b) => a - b)
              .map((minutes) => (
                <option key={minutes} value={minutes}>
                  {spreadText(minutes)}
                </option>
              ))}
          </NativeSelect>
        </Field>
      ) : null}
    </div>
  );
}
