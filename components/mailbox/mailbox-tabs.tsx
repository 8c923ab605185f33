"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { tabClasses } from "@/components/ui/tabs";

/** What went out, and what came back. */
export function MailboxTabs() {
  const { path } = useWorkspace();
  const pathname = usePathname();
  const tabs = [
    { href: path("/mailbox"), label: "Sent mail" },
    { href: path("/mailbox/returned"), label: "Came back" },
  ];
  return (
    <nav aria-label="Mailbox" className="mb-4 flex gap-4 border-b">
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
