"use client";

import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/language/t";
import { navigationItems } from "./navigation";
import { useWorkspace } from "./workspace-provider";

/** The list that "?" opens. */
export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const workspace = useWorkspace();
  const rows: { label: string; keys: string[] }[] = [
    { label: t("Command palette"), keys: [t("⌘ or Ctrl"), "K"] },
    { label: t("Search on this page"), keys: ["/"] },
    ...navigationItems(workspace).map((item) => ({
      label: t(item.goTo),
      keys: ["g", item.key],
    })),
    { label: t("This list"), keys: ["?"] },
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-sm">
        <DialogHeader>
          <DialogTitle>{t("Keyboard shortcuts")}</DialogTitle>
          <DialogDescription>{t("They rest while you type in a field.")}</DialogDescription>
        </DialogHeader>
        <dl className="grid gap-2">
          {rows.map((row) => (
            <div key={row.label} className="flex items-center justify-between gap-4">
              <dt>{row.label}</dt>
              <dd className="flex gap-1">
                {row.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
