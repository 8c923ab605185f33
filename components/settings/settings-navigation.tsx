"use client";

import { usePathname } from "next/navigation";
import { useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { useScrolledToCurrent } from "@/components/ui/use-scrolled-to-current";
import { t } from "@/lib/language/t";
import { settingsPages } from "./settings-pages";

/** The parts of the settings: a column beside the page, a row above it on a phone. */
export function SettingsNavigation() {
  const workspace = useWorkspace();
  const { path } = workspace;
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  useScrolledToCurrent(list, pathname);
  return (
    <nav aria-label={t("Settings")} className="min-w-0">
      <ul ref={list} className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1 lg:sticky lg:top-8 lg:flex-col">
        {settingsPages(workspace).map((section) => {
          const href = path(section.path);
          const current = section.path === "/settings" ? pathname === href : pathname.startsWith(href);
          return (
            <li key={section.path}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "block whitespace-nowrap rounded-md px-2.5 py-1.5 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground",
                  current && "bg-accent font-medium text-foreground",
                )}
              >
                {t(section.label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
