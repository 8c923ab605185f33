"use client";

import { DateTime } from "@/components/shell/date-time";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { FailingJob } from "@/lib/installation/find-failing-jobs";

/** Jobs that end the same way each time they are tried; nothing when there are none. */
export function FailingJobs({ jobs }: { jobs: readonly FailingJob[] }) {
  if (jobs.length === 0) return null;
  return (
    <Alert variant="destructive" title="Jobs that fail again and again" className="mb-4">
      <AlertDescription>
        <ul className="grid gap-2">
          {jobs.map(({ job, reason, count, since }) => (
            <li key={`${job} ${since} ${reason}`}>
              {job}: {count} times since <DateTime value={since} />
              <code className="block break-words text-xs">{reason}</code>
            </li>
          ))}
        </ul>
      </AlertDescription>
    </Alert>
  );
}
