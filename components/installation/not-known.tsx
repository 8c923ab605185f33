import { CircleHelp } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/language/t";

/** Stands where the database gave no answer in time. */
export function NotKnown({ what }: { what: string }) {
  return (
    <EmptyState
      icon={<CircleHelp aria-hidden />}
      title={t("{what}: not known", { what })}
      description={t(
        "The database did not answer within three seconds. Load the page again in a moment; if it stays, look at the overview.",
      )}
    />
  );
}
