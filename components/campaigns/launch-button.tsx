"use client";

import { CalendarClock, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { Preflight } from "@/lib/campaigns/preflight/run-preflight";
import type { DraftEditor } from "./use-draft";

/** From this many recipients on, the number has to be typed. */
const typeAbove = 1000;

interface Props {
  editor: DraftEditor;
  preflight: Preflight | undefined;
  at: Date | null;
}

/** Sends or schedules the campaign after asking; blocked while anything must be fixed. */
export function LaunchButton({ editor, preflight, at }: Props) {
  const { api, can, format } = useWorkspace();
  const router = useRouter();
  const recipients = preflight?.estimate.willReceive ?? 0;
  const blocked = !preflight || preflight.findings.some((finding) => finding.level === "block");
  const people = `${format.number(recipients)} ${recipients === 1 ? "person" : "people"}`;
  const path = `/campaigns/${editor.draft.id}`;

  async function launch() {
    if (!(await editor.flush())) throw new Error("Your last changes could not be saved, so nothing was sent.");
    if (at) await api.put(`${path}/schedule`, { at: at.toISOString() });
    else await api.put(`${path}/launch`);
    router.refresh();
  }

  if (!can("campaigns.send")) {
    return <p className="text-muted-foreground text-sm">Your role may look at this campaign but not send it.</p>;
  }
  const Icon = at ? CalendarClock : Send;
  return (
    <div className="grid gap-2">
      <ConfirmDialog
        trigger={
          <Button size="lg" disabled={blocked} aria-describedby={blocked ? "launch-blocked" : undefined}>
            <Icon aria-hidden />
            {at ? "Schedule" : preflight ? `Send to ${people}` : "Send"}
          </Button>
        }
        title={at ? `Send to ${people} on ${format.dateTimeZone(at)}?` : `Send to ${people} now?`}
        description={
          at
            ? "Until then you can take it off the schedule and change it. The audience is counted again at that time."
            : "Sending starts at once. You can pause it, but what has left cannot be called back."
        }
        confirmLabel={at ? "Schedule campaign" : "Send campaign"}
        typeToConfirm={recipients > typeAbove ? String(recipients) : undefined}
        onConfirm={launch}
      />
      {preflight && blocked ? (
        <p id="launch-blocked" className="text-muted-foreground text-sm">
          Fix what is marked red first.
        </p>
      ) : null}
    </div>
  );
}
