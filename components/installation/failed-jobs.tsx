"use client";

import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FailedJobItem, QueuesState } from "@/lib/installation/state/read-queues";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { useChange } from "./use-change";

interface FailureCardProps {
  title: string;
  description: string;
  /** The failures; without any there is no card. */
  children: readonly ReactNode[];
}

function FailureCard({ title, description, children }: FailureCardProps) {
  if (children.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="divide-y">{children}</ul>
      </CardContent>
    </Card>
  );
}

interface FailureAction {
  label: string;
  variant: "outline" | "ghost";
  call: () => Promise<unknown>;
  /** What is said when it was done. */
  done: string;
}

interface FailureLineProps {
  name: string;
  reason: string;
  when: ReactNode;
  /** What an operator does about it. */
  actions: readonly FailureAction[];
}

/** One failure with its reason, its time and its buttons. */
function FailureLine({ name, reason, when, actions }: FailureLineProps) {
  const change = useChange();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <span className="wrap-anywhere font-medium">{name}</span>
        <code className="wrap-anywhere text-xs">{reason}</code>
        <span className="text-muted-foreground text-xs">{when}</span>
      </div>
      <div className="flex gap-2">
        {actions.map(({ label, variant, call, done }) => (
          <Button
            key={label}
            variant={variant}
            size="sm"
            disabled={change.isPending}
            onClick={() => change.mutate({ call, done })}
          >
            {label}
          </Button>
        ))}
      </div>
    </li>
  );
}

/** Work that fails the same way again and again, each with its reason. */
export function RepeatedFailures({ failures }: { failures: QueuesState["failures"] }) {
  const { api } = useWorkspace();
  const dismiss = (key: string): FailureAction => ({
    label: t("Dismiss"),
    variant: "outline",
    call: () => api.delete(`/installation/failures/${encodeURIComponent(key)}`),
    done: t("Dismissed until it fails again"),
  });
  return (
    <FailureCard
      title={t("Fails again and again")}
      description={t(
        "It is tried again by itself; another try will hardly cure it. What is dismissed comes back when it goes on failing.",
      )}
    >
      {failures.map(({ key, job, reason, count, since }) => {
        const when = rich("{count, plural, one {# time} other {# times}} since <since></since>", {
          count,
          since: () => <DateTime value={since} />,
        });
        return <FailureLine key={key} name={job} reason={reason} when={when} actions={[dismiss(key)]} />;
      })}
    </FailureCard>
  );
}

/** Jobs that were given up, the latest first. */
export function FailedJobs({ jobs }: { jobs: readonly FailedJobItem[] }) {
  const { api } = useWorkspace();
  const actionsOn = (id: string): FailureAction[] => {
    const path = `/installation/jobs/${id}`;
    return [
      { label: t("Retry"), variant: "outline", call: () => api.put(`${path}/retry`, {}), done: t("It is tried again") },
      { label: t("Discard"), variant: "ghost", call: () => api.delete(path), done: t("Taken away") },
    ];
  };
  return (
    <FailureCard
      title={t("Given up")}
      description={t("Jobs that failed at their last try; the latest {count}. They go by themselves after some days.", {
        count: jobs.length,
      })}
    >
      {jobs.map(({ id, queue, failedAt, tries, reason }) => {
        const when = rich("<when></when>, after {count, plural, one {# try} other {# tries}}", {
          when: () => <DateTime value={failedAt} />,
          count: tries,
        });
        return (
          <FailureLine
            key={id}
            name={queue}
            reason={reason ?? t("No reason was kept.")}
            when={when}
            actions={actionsOn(id)}
          />
        );
      })}
    </FailureCard>
  );
}
