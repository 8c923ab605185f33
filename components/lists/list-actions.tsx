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
  const { api, can, format } = useWorkspace();
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
        title={t("Restore {name}?", { name: list.name })}
        description={t("Campaigns can go to its {confirmedCount} subscribers again.", {
          confirmedCount: format.number(list.confirmedCount),
        })}
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
        title={t("Archive {name}?", { name: list.name })}
        description={t(
          "Nobody can be added and no campaign goes to its {confirmedCount} subscribers. Everything is kept, and you can restore it.",
          { confirmedCount: format.number(list.confirmedCount) },
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
