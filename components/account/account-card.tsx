import type { ReactNode } from "react";

interface AccountCardProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** The one card of an account page, with the page's heading. */
export function AccountCard({ title, description, children }: AccountCardProps) {
  return (
    <div className="grid gap-6 rounded-xl border bg-card p-6 shadow-xs sm:p-8">
      <div className="grid gap-1.5">
        <h1 className="text-balance font-semibold text-xl tracking-tight">{title}</h1>
        {description ? <p className="text-muted-foreground">{description}</p> : null}
      </div>
      {children}
    </div>
  );
}
