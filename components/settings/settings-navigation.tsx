"use client";

import { usePathname } from "next/navigation";
import { useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { useScrolledToCurrent } from "@/components/ui/use-scrolled-to-current";
import { t } from "@/lib/language/t";
import { type SettingsPage, settingsGroups, settingsPages } from "./settings-pages";

const groupNames = Object.keys(settingsGroups) as SettingsPage["group"][];

/** The pages of the settings by their parts: a column beside the page, a row above it on a phone. */
export function SettingsNavigation() {
  const workspace = useWorkspace();
  const { path } = workspace;
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  useScrolledToCurrent(list, pathname);
  const open = settingsPages(workspace);
  return (
    <nav aria-label={t("Settings")} className="min-w-0">
      <ul ref={list} className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1 lg:sticky lg:top-8 lg:flex-col lg:gap-5">
        {groupNames.map((group) => {
          const pages = open.filter((page) => page.group === group);
          if (pages.length === 0) return null;
          return (
            <li key={group} className="contents lg:block">
              <p aria-hidden className="hidden px-2.5 pb-1 font-medium text-muted-foreground text-xs lg:block">
                {t(settingsGroups[group])}
              </p>
              <ul aria-label={t(settingsGroups[group])} className="contents lg:grid">
                {pages.map((page) => (
                  <PageLink key={page.path} page={page} href={path(page.path)} pathname={pathname} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function PageLink({ page, href, pathname }: { page: SettingsPage; href: string; pathname: string }) {
  const current = page.path === "/settings" ? pathname === href : pathname.startsWith(href);
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? "page" : undefined}
        className={cn(
          "block whitespace-nowrap rounded-md px-2.5 py-1.5 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground",
          current && "bg-accent font-medium text-foreground",
        )}
      >
        {t(page.label)}
      </Link>
    </li>
  );
}
