"use client";

import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { retentionKind } from "@/lib/retention/kinds.shared";
import type { RetentionPreview } from "@/lib/retention/schema";

/** Counts, when somebody asks, what would go if it were night now. Changes nothing. */
export function RetentionPreviewButton() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Eye aria-hidden />
          {t("What would go now")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("What would go now")}</DialogTitle>
          <DialogDescription>
            {t("Older than it is kept, counted at this moment. Nothing is changed by looking.")}
          </DialogDescription>
        </DialogHeader>
        {open ? <Counts /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Counts() {
  const { api } = useWorkspace();
  const preview = useQuery({
    queryKey: ["retention-preview"],
    queryFn: () => api.get<RetentionPreview[]>("/installation/retention/preview"),
    gcTime: 0,
    retry: false,
  });
  if (preview.error) return <Alert variant="destructive">{errorMessage(preview.error)}</Alert>;
  if (!preview.data) return <Skeleton className="h-64" aria-label={t("Counting")} />;
  return (
    <dl className="grid gap-2 text-sm">
      {preview.data.map(({ kind, rows, isAtLeast }) => (
        <div key={kind} className="flex items-baseline justify-between gap-4 border-b pb-2 last:border-b-0">
          <dt className="min-w-0">{t(retentionKind(kind).label)}</dt>
          <dd className="shrink-0 text-muted-foreground tabular-nums">{countText({ rows, isAtLeast })}</dd>
        </div>
      ))}
    </dl>
  );
}

function countText({ rows: count, isAtLeast }: Pick<RetentionPreview, "rows" | "isAtLeast">): string {
  if (isAtLeast) return t("more than {count, plural, one {# row} other {# rows}}", { count });
  return count === 0 ? t("Nothing") : t("{count, plural, one {# row} other {# rows}}", { count });
}
