"use client";

import { DateTime } from "@/components/shell/date-time";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { FailingStep } from "@/lib/campaigns/progress/progress-view";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";

const titles: Record<FailingStep["step"], Msg> = {
  prepare: msg("Getting this campaign ready fails again and again."),
  launch: msg("Launching this campaign at its time fails again and again."),
  send: msg("Sending a part of this campaign fails again and again."),
};

/** Work on the campaign that ends the same way each time it is tried. */
export function FailingAlert({ failing }: { failing: FailingStep | null }) {
  if (!failing) return null;
  return (
    <Alert variant="destructive" title={t(titles[failing.step])}>
      <AlertDescription>
        {rich(
          "{count, plural, one {# time} other {# times}} since <when></when>. It is tried on by itself and nobody loses their place, but somebody who runs this installation has to look: its log says more.",
          { count: failing.count, when: () => <DateTime value={failing.since} /> },
        )}
        <code dir="ltr" className="mt-1 block break-words text-xs">
          {failing.reason}
        </code>
      </AlertDescription>
    </Alert>
  );
}
