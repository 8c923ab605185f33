"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { FailedJobItem, QueuesState } from "@/lib/installation/state/read-queues";

/** Asks for something, says that it was done, and reads the page anew. */
function useChange() {
  const router = useRouter();
  return useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; done: string }) => call(),
    onSuccess: (_result, { done }) => toast.success(done),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
}

interface FailureLineProps {
  name: string;
  reason: string;
  when: ReactNode;
  /** What an operator does about it. */
  children: ReactNode;
}

/** One failure with its reason, its time and its buttons. */
function FailureLine({ name, reason, when, children }: FailureLineProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <span className="wrap-anywhere font-medium">{name}</span>
        <code className="wrap-anywhere text-xs">{reason}</code>
        <span className="text-muted-foreground text-xs">{when}</span>
      </div>
      {children}
    </li>
  );
}

/** Work that fails the same way again and again, each with its reason. */
export function RepeatedFailures({ failures }: { failures: QueuesState["failures"] }) {
  const { api } = useWorkspace();
  const change = useChange();
  if (failures.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Fails again and again</CardTitle>
        <CardDescription>
          It is tried again by itself; another try will hardly cure it. What is dismissed comes back when it goes on
          failing.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="divide-y">
          {failures.map(({ key, job, reason, count, since }) => (
            <FailureLine
              key={key}
              name={job}
              reason={reason}
              when={
                <>
                  {count} times since <DateTime value={since} />
                </>
              }
            >
              <Button
                variant="outline"
                size="sm"
                disabled={change.isPending}
                onClick={() =>
                  change.mutate({
                    call: () => api.delete(`/installation/failures/${encodeURIComponent(key)}`),
                    done: "Dismissed until it fails again",
                  })
                }
              >
                Dismiss
              </Button>
            </FailureLine>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

/** Jobs that were given up, the latest first. */
export function FailedJobs({ jobs }: { jobs: readonly FailedJobItem[] }) {
  const { api } = useWorkspace();
  const change = useChange();
  if (jobs.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Given up</CardTitle>
        <CardDescription>
          Jobs that failed at their last try; the latest {jobs.length}. They go by themselves after some days.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="divide-y">
          {jobs.map(({ id, queue, failedAt, tries, reason }) => (
            <FailureLine
              key={id}
              name={queue}
              reason={reason}
              when={
                <>
                  <DateTime value={failedAt} />, after {tries} {tries === 1 ? "try" : "tries"}
                </>
              }
            >
              <div className="flex gap-2">
                <Button
                  variant="outline"
                  size="sm"
                  disabled={change.isPending}
                  onClick={() =>
                    change.mutate({
                      call: () => api.put(`/installation/jobs/${id}/retry`, {}),
                      done: "It is tried again",
                    })
                  }
                >
                  Retry
                </Button>
                <Button
                  variant="ghost"
                  size="sm"
                  disabled={change.isPending}
                  onClick={() =>
                    change.mutate({ call: () => api.delete(`/installation/jobs/${id}`), done: "Taken away" })
                  }
                >
                  Discard
                </Button>
              </div>
            </FailureLine>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
