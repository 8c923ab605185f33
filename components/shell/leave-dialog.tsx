"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { forgetUnsaved, hasUnsaved, leaveBy, onLeaving } from "@/lib/client/leave-guard";
import { t } from "@/lib/language/t";

/** Asks before a form with edits is left; see `useLeaveGuard`. */
export function LeaveDialog() {
  const router = useRouter();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useEffect(() => onLeaving((next) => setLeave(() => next)), []);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const href = hasUnsaved() ? ownLink(event) : null;
      if (!href) return;
      // Before Next hears of it: its own links act on the same click.
      event.preventDefault();
      event.stopPropagation();
      leaveBy(() => router.push(href));
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault();
    };
    document.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [router]);
  return (
    <ConfirmDialog
      open={leave !== null}
      onOpenChange={(open) => open || setLeave(null)}
      title={t("Leave without saving?")}
      description={t("What you changed on this page is not saved yet and would be lost.")}
      confirmLabel={t("Leave")}
      cancelLabel={t("Stay")}
      destructive
      onConfirm={() => {
        forgetUnsaved();
        leave?.();
      }}
    />
  );
}

/** Where a plain click on a link to another page of ours leads; null for everything else. */
function ownLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download")) return null;
  const url = new URL(link.href, window.location.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return null;
  return url.pathname.startsWith("/api/") ? null : `${url.pathname}${url.search}${url.hash}`;
}
