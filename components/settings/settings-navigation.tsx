"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import type { Permission } from "@/lib/base/permissions.shared";
import type { PlainPage } from "@/lib/client/paths";

const sections: readonly { label: string; path: PlainPage; needs?: Permission; operator?: true }[] = [
  { label: "Workspace", path: "/settings" },
  { label: "Brand", path: "/settings/brand" },
  { label: "Sending", path: "/settings/sending", needs: "sending.read" },
  { label: "Pace and warm-up", path: "/settings/pacing", needs: "sending.read" },
  { label: "Inbound mail", path: "/settings/inbound", needs: "inbound.manage" },
  { label: "Provider webhooks", path: "/settings/provider-webhooks", needs: "provider-webhooks.manage" },
  { label: "Bounce rules", path: "/settings/bounce-rules", needs: "sending.write", operator: true },
  { label: "API keys", path: "/settings/api-keys", needs: "api-keys.manage" },
  { label: "Custom fields", path: "/settings/fields", needs: "contacts.read" },
  { label: "Members", path: "/settings/members", needs: "members.read" },
  { label: "Audit log", path: "/settings/audit", needs: "audit.read" },
  { label: "Installation", path: "/settings/installation", operator: true },
  { label: "Your profile", path: "/settings/profile" },
  { label: "Your security", path: "/settings/security" },
];
import { settingsPages } from "./settings-pages";

/** The parts of the settings: a column beside the page, a row above it on a phone. */
export function SettingsNavigation() {
  const workspace = useWorkspace();
  const { path } = workspace;
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the row scrolls to where the page is
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && current) list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 16;
  }, [pathname]);
  return (
    <nav aria-label="Settings" className="min-w-0">
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
                {section.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
