import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";

const TILES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The dashboard's shape while its numbers are read. */
export function DashboardSkeleton() {
  return (
    <div role="status" aria-label={t("The dashboard is loading")} className="grid gap-6">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {TILES.map((tile) => (
          <Skeleton key={tile} className="h-24 rounded-xl" />
        ))}
      </div>
      <Skeleton className="h-80 rounded-xl" />
    </div>
  );
}
