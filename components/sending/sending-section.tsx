import type { ReactNode } from "react";

export interface SendingSectionProps {
  title: string;
  description: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the page with its heading and one action. */
export function SendingSection({ title, description, action, children }: SendingSectionProps) {
  return (
    <section className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
          <p className="max-w-xl text-muted-foreground text-sm">{description}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
