import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";

const TILES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The report's shape while its numbers are read. */
export function ReportSkeleton() {
  return (
    <div role="status" aria-label={t("The report is loading")} className="grid gap-6">
      <Skeleton className="h-14 w-72" />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {TILES.map((tile) => (
          <Skeleton key={tile} className="h-28 rounded-xl" />
        ))}
      </div>
      <Skeleton className="h-32 rounded-xl" />
      <Skeleton className="h-80 rounded-xl" />
    </div>
  );
}
