import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

export default function Loading() {
  return (
    <div role="status" aria-label={t("Recipients are loading")} className="grid gap-3">
      <Skeleton className="mb-3 h-14 w-full max-w-72" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-12 w-full" />
      ))}
    </div>
  );
}
