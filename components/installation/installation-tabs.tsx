"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { tabClasses } from "@/components/ui/tabs";

/** What an operator sees of the whole installation. */
export function InstallationTabs() {
  const { path } = useWorkspace();
  const pathname = usePathname();
  const tabs = [
    { href: path("/settings/installation"), label: "Accounts" },
    { href: path("/settings/installation/workspaces"), label: "Workspaces" },
    { href: path("/settings/installation/security-log"), label: "Security log" },
  ];
  return (
    <nav aria-label="Installation" className="mb-4 flex gap-4 overflow-x-auto border-b">
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
