import type { ReactNode } from "react";

/** What is known of a mail, beside its name; inside a `dl`. */
export function FactLine({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="break-words font-medium tabular-nums">{children}</dd>
    </div>
  );
}
