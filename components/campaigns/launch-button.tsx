"use client";

import { CalendarClock, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { spreadText } from "@/lib/campaigns/draft/delivery-text.shared";
import { launchesAt } from "@/lib/campaigns/freeze/local-time.shared";
import type { Preflight } from "@/lib/campaigns/preflight/run-preflight";
import { t } from "@/lib/language/t";
import { sendNowQuestion } from "./recipients-text";
import type { DraftEditor } from "./use-draft";

interface Props {
  editor: DraftEditor;
  preflight: Preflight | undefined;
  at: Date | null;
}

/** Sends or schedules the campaign after asking; blocked while anything must be fixed. */
export function LaunchButton({ editor, preflight, at }: Props) {
  const { api, can, format, timeZone } = useWorkspace();
  const router = useRouter();
  const recipients = preflight?.estimate.willReceive ?? 0;
  const isAbout = preflight?.estimate.isAbout ?? false;
  const blocked = !preflight || preflight.findings.some((finding) => finding.level === "block");

  const { spreadMinutes, localTime } = editor.draft;
  const path = `/campaigns/${editor.draft.id}`;
  const first = at && localTime ? launchesAt({ scheduledAt: at, localTime }, timeZone) : null;
  const when = at && (first ? t("{time}, their local time", { time: format.dateTime(at) }) : format.dateTimeZone(at));

  async function launch() {
    if (!(await editor.flush())) throw new Error(t("Your last changes could not be saved, so nothing was sent."));
    if (at) await api.put(`${path}/schedule`, { at: at.toISOString() });
    else await api.put(`${path}/launch`);
    router.refresh();
  }

  function whatHappens(): string {
    if (first && first.getTime() < Date.now()) {
      return t(
        "The first time zones get there at once, and the audience is counted then. Until then you can take it off the schedule and change it.",
      );
    }
    if (first) {
      return t(
        "The first time zones get there on {time}, and the audience is counted then. Until then you can take it off the schedule and change it.",
        { time: format.dateTimeZone(first) },
      );
    }
    const effect = at
      ? t("Until then you can take it off the schedule and change it. The audience is counted again at that time.")
      : t("Sending starts at once. You can pause it, but what has left cannot be called back.");
    if (!spreadMinutes) return effect;
    return `${effect} ${t("It leaves gradually over {duration}.", { duration: spreadText(spreadMinutes) })}`;
  }

  function question(): string {
    if (when)
      return isAbout
        ? t("Send to about {count, plural, one {# person} other {# people}} on {time}?", {
            count: recipients,
            time: when,
          })
        : t("Send to {count, plural, one {# person} other {# people}} on {time}?", { count: recipients, time: when });
    return sendNowQuestion(recipients, isAbout);
  }

  if (!can("campaigns.send")) {
    return <p className="text-muted-foreground text-sm">{t("Your role may look at this campaign but not send it.")}</p>;
  }
  const Icon = at ? CalendarClock : Send;
  return (
    <div className="grid gap-2">
      <ConfirmDialog
        trigger={
          <Button size="lg" disabled={blocked} aria-describedby={blocked ? "launch-blocked" : undefined}>
            <Icon aria-hidden />
            {at
              ? t("Schedule")
              : preflight
                ? isAbout
                  ? t("Send to about {count, plural, one {# person} other {# people}}", { count: recipients })
                  : t("Send to {count, plural, one {# person} other {# people}}", { count: recipients })
                : t("Send")}
          </Button>
        }
        title={question()}
        description={whatHappens()}
        confirmLabel={at ? t("Schedule campaign") : t("Send campaign")}
        typeToConfirm={preflight?.isUnusuallyLarge ? String(recipients) : undefined}
        onConfirm={launch}
      />
      {preflight && blocked ? (
        <p id="launch-blocked" className="text-muted-foreground text-sm">
          {t("Fix what is marked red first.")}
        </p>
      ) : null}
    </div>
  );
}
