"use client";

import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";
import { isCurrent, navigationItems } from "./navigation";
import { useWorkspace } from "./workspace-provider";

/** The links of the sidebar; `onNavigate` closes the sheet on a phone. */
export function SidebarNavigation({ onNavigate }: { onNavigate?: () => void }) {
  const workspace = useWorkspace();
  const pathname = usePathname();
  return (
    <nav aria-label={t("Main")}>
      <ul className="grid gap-0.5">
        {navigationItems(workspace).map((item) => {
          const current = isCurrent(item, workspace.slug, pathname);
          return (
            <li key={item.path}>
              <Link
                href={workspace.path(item.path)}
                onClick={onNavigate}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-sidebar-foreground text-sm transition-colors hover:bg-accent hover:text-accent-foreground md:h-8",
                  item.below && "ps-9 font-normal",
                  current && "bg-primary/10 text-primary hover:bg-primary/15 hover:text-primary",
                )}
              >
                {item.below ? null : <item.icon aria-hidden className="size-4 shrink-0" />}
                {t(item.label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
