"use client";

import { usePathname } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { tabClasses } from "@/components/ui/tabs";
import { t } from "@/lib/language/t";

/** The workspace's list, one address looked up, and for the operator the list of the installation. */
export function SuppressionTabs({ operator }: { operator: boolean }) {
  const { path } = useWorkspace();
  const pathname = usePathname();
  const tabs = [
    { href: path("/contacts/suppressions"), label: t("Suppressed addresses") },
    { href: path("/contacts/suppressions/why"), label: t("Check an address") },
    ...(operator ? [{ href: path("/contacts/suppressions/installation"), label: t("Whole installation") }] : []),
  ];
  return (
    <nav aria-label={t("Suppressions")} className="mb-4 flex gap-4 overflow-x-auto border-b">
      {tabs.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(tabClasses, pathname === href && "border-primary text-foreground")}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
