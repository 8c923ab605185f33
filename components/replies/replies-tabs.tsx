"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { tabClasses } from "@/components/ui/tabs";
import { t } from "@/lib/language/t";

export type RepliesTab = "person" | "automatic" | "returned-mail";

/** Answers of people, of programs, and everything that came back. */
export function RepliesTabs({ current }: { current: RepliesTab }) {
  const { path, can } = useWorkspace();
  const tabs: { tab: RepliesTab; href: string; label: string }[] = [
    { tab: "person", href: path("/replies"), label: t("Replies") },
    { tab: "automatic", href: path("/replies", { kind: "automatic" }), label: t("Automatic") },
    ...(can("reports.read")
      ? [{ tab: "returned-mail" as const, href: path("/replies/returned-mail"), label: t("Returned mail") }]
      : []),
  ];
  return (
    <nav aria-label={t("Replies")} className="mb-4 flex gap-4 overflow-x-auto overflow-y-hidden border-b">
      {tabs.map(({ tab, href, label }) => (
        <Link
          key={tab}
          href={href}
          aria-current={tab === current ? "page" : undefined}
          className={cn(tabClasses, tab === current && "border-primary text-foreground")}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
