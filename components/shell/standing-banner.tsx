"use client";

import { Ban, Gauge } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";
import { isNear, type LimitUse, limitLabels } from "@/lib/sending/transports/own-standing.shared";
import { useFormat, useWorkspace } from "./workspace-provider";

/** Says on every page that the workspace is suspended, or that one of its limits is near. */
export function StandingBanner() {
  const { standing } = useWorkspace();
  if (standing.suspended) {
    return (
      <section
        aria-label={t("This workspace is suspended")}
        className="flex items-start gap-3 border-b bg-destructive/10 px-4 py-2 md:px-8 print:hidden"
      >
        <Ban aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
        <p className="wrap-anywhere min-w-0 flex-1">{standing.suspended}</p>
      </section>
    );
  }
  const near = standing.limits.filter(isNear);
  return near.length > 0 ? <NearLimits limits={near} /> : null;
}

function NearLimits({ limits }: { limits: readonly LimitUse[] }) {
  const { path } = useWorkspace();
  const format = useFormat();
  const used = limits.map(({ name, limit, used: count }) =>
    t("{what}: {used} of {limit}", {
      what: t(limitLabels[name]),
      used: format.number(count),
      limit: format.number(limit),
    }),
  );
  const full = limits.some(({ limit, used: count }) => count >= limit);
  return (
    <section
      aria-label={t("Limits of this workspace")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning/10 px-4 py-2 md:px-8 print:hidden"
    >
      <Gauge aria-hidden className="size-4 shrink-0 text-warning" />
      <p className="min-w-0 flex-1 basis-48 tabular-nums">
        {full ? t("A limit of this workspace is reached.") : t("A limit of this workspace is near.")} {used.join(" · ")}
      </p>
      <Button asChild variant="link" size="sm" className="px-0">
        <Link href={path("/settings")}>{t("See limits")}</Link>
      </Button>
    </section>
  );
}
