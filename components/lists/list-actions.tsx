"use client";

import { Archive, ArchiveRestore, Settings2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { t } from "@/lib/language/t";
import type { ListSummary } from "@/lib/people/lists/queries";
import { ListDialog } from "./list-dialog";

/** Settings, archive and restore of a list. */
export function ListActions({ list }: { list: ListSummary }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const undo = useUndo();
  if (!can("lists.write")) return null;
  if (list.archivedAt) {
    return (
      <ConfirmDialog
        trigger={
          <Button variant="outline">
            <ArchiveRestore aria-hidden />
            {t("Restore")}
          </Button>
        }
        title={t("Restore {list}?", { list: list.name })}
        description={t(
          "{count, plural, one {Campaigns can go to its # subscriber again.} other {Campaigns can go to its # subscribers again.}}",
          { count: list.confirmedCount },
        )}
        confirmLabel={t("Restore list")}
        onConfirm={async () => {
          await api.delete(`/lists/${list.id}/archive`);
          undo(t("“{name}” is back", { name: list.name }), () => api.put(`/lists/${list.id}/archive`));
          router.refresh();
        }}
      />
    );
  }
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button variant="outline">
            <Archive aria-hidden />
            {t("Archive")}
          </Button>
        }
        title={t("Archive {list}?", { list: list.name })}
        description={t(
          "{count, plural, one {Nobody can be added and no campaign goes to its # subscriber.} other {Nobody can be added and no campaign goes to its # subscribers.}} Everything is kept, and you can restore it.",
          { count: list.confirmedCount },
        )}
        confirmLabel={t("Archive list")}
        destructive
        onConfirm={async () => {
          await api.put(`/lists/${list.id}/archive`);
          undo(t("“{name}” is archived", { name: list.name }), () => api.delete(`/lists/${list.id}/archive`));
          router.refresh();
        }}
      />
      <ListDialog
        list={list}
        trigger={
          <Button variant="outline">
            <Settings2 aria-hidden />
            {t("Settings")}
          </Button>
        }
      />
    </>
  );
}
