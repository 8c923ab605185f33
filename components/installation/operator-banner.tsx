"use client";

import { useQuery } from "@tanstack/react-query";
import { ServerCrash, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { Problem } from "@/lib/installation/problems/problem.shared";
import { t } from "@/lib/language/t";
import { dismissProblem, isDismissed } from "./dismissed-problems";

const lookEveryMs = 60_000;

/** What of the installation needs a person, on every page of an operator; nobody else gets it. */
export function OperatorBanner() {
  const { isOperator } = useWorkspace();
  return isOperator ? <Problems /> : null;
}

function Problems() {
  const { api, path } = useWorkspace();
  // Known in the browser only: the first view must not differ from the server's.
  const [dismissals, setDismissals] = useState<number | null>(null);
  useEffect(() => setDismissals(0), []);
  const { data } = useQuery({
    queryKey: ["installation", "problems"],
    queryFn: () => api.get<{ problems: Problem[] }>("/installation/problems"),
    refetchInterval: lookEveryMs,
    staleTime: lookEveryMs / 2,
    retry: false,
  });
  if (dismissals === null || !data) return null;
  const [first, ...others] = data.problems.filter(({ key }) => !isDismissed(key));
  if (!first) return null;
  const danger = first.severity === "danger";
  return (
    <section
      aria-label={t("The installation needs somebody")}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-1 border-b px-4 py-2 md:px-8 print:hidden",
        danger ? "bg-destructive/10" : "bg-warning/10",
      )}
    >
      <ServerCrash aria-hidden className={cn("mt-0.5 size-4 shrink-0", danger ? "text-destructive" : "text-warning")} />
      <p className="wrap-anywhere line-clamp-3 min-w-0 flex-1 basis-64">
        <span className="font-medium">{first.title}.</span> {first.text}
        {others.length > 0 ? ` ${t("And {count} more.", { count: others.length })}` : ""}
      </p>
      <div className="flex items-center gap-1">
        <Button asChild variant="link" size="sm" className="px-0">
          <Link href={path("/settings/installation")}>{t("Look at it")}</Link>
        </Button>
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          aria-label={t("Hide “{title}” for a day", { title: first.title })}
          title={t("Hide for a day")}
          onClick={() => {
            dismissProblem(first.key);
            setDismissals((count) => (count ?? 0) + 1);
          }}
        >
          <X aria-hidden />
        </Button>
      </div>
    </section>
  );
}
