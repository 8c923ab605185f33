import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";

export default function Loading() {
  return (
    <div role="status" className="grid grid-cols-1 gap-6">
      <h1 className="sr-only">{t("Loading…")}</h1>
      <div className="flex items-end justify-between gap-4">
        <div className="grid min-w-0 flex-1 grid-cols-1 gap-2">
          <Skeleton className="h-7 w-44" />
          <Skeleton className="h-4 w-64 max-w-full" />
        </div>
        <Skeleton className="h-9 w-28" />
      </div>
      <div className="grid grid-cols-1 gap-3">
        <Skeleton className="h-9 w-72 max-w-full" />
        {["a", "b", "c", "d", "e", "f"].map((row) => (
          <Skeleton key={row} className="h-12" />
        ))}
      </div>
    </div>
  );
}
