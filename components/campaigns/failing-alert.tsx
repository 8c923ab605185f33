"use client";

import { DateTime } from "@/components/shell/date-time";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { FailingStep } from "@/lib/campaigns/progress/progress-view";

const titles: Record<FailingStep["step"], string> = {
  prepare: "Getting this campaign ready fails again and again.",
  launch: "Launching this campaign at its time fails again and again.",
  send: "Sending a part of this campaign fails again and again.",
};

/** Work on the campaign that ends the same way each time it is tried. */
export function FailingAlert({ failing }: { failing: FailingStep | null }) {
  if (!failing) return null;
  return (
    <Alert variant="destructive" title={titles[failing.step]}>
      <AlertDescription>
        {failing.count} times since <DateTime value={failing.since} />. It is tried on by itself and nobody loses their
        place, but somebody who runs this installation has to look: its log says more.
        <code className="mt-1 block break-words text-xs">{failing.reason}</code>
      </AlertDescription>
    </Alert>
  );
}
