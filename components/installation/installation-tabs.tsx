"use client";

import { usePathname } from "next/navigation";
import { useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { tabClasses } from "@/components/ui/tabs";
import { useScrolledToCurrent } from "@/components/ui/use-scrolled-to-current";
import { t } from "@/lib/language/t";
import { installationPages } from "./installation-pages";

/** What an operator sees of the whole installation. */
export function InstallationTabs() {
  const { path } = useWorkspace();
  const pathname = usePathname();
  const list = useRef<HTMLElement>(null);
  useScrolledToCurrent(list, pathname);
  return (
    <nav ref={list} aria-label={t("Installation")} className="mb-6 flex gap-4 overflow-x-auto border-b">
      {installationPages.map(({ path: page, label }) => {
        const href = path(page);
        return (
          <Link
            key={href}
            href={href}
            aria-current={pathname === href ? "page" : undefined}
            className={cn(tabClasses, "whitespace-nowrap", pathname === href && "border-primary text-foreground")}
          >
            {t(label)}
          </Link>
        );
      })}
    </nav>
  );
}
