import type { ReactNode } from "react";
import { Logo } from "./logo";

/** A page with one message on it: not found, or something broke. */
export function MessagePage({ title, code, children }: { title: string; code?: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="grid max-w-md justify-items-center gap-5 text-center">
        <Logo />
        {code ? <p className="font-medium text-primary tabular-nums">{code}</p> : null}
        <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="grid justify-items-center gap-5 text-balance text-muted-foreground">{children}</div>
      </div>
    </main>
  );
}
