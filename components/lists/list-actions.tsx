"use client";

import { Archive, ArchiveRestore, Settings2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ListSummary } from "@/lib/people/lists/queries";
import { ListDialog } from "./list-dialog";

/** Settings, archive and restore of a list. */
export function ListActions({ list }: { list: ListSummary }) {
  const { api, can, format } = useWorkspace();
  const router = useRouter();
  if (!can("lists.write")) return null;
  if (list.archivedAt) {
    return (
      <ConfirmDialog
        trigger={
          <Button variant="outline">
            <ArchiveRestore aria-hidden />
            Restore
          </Button>
        }
        title={`Restore ${list.name}?`}
        description={`Campaigns can go to its ${format.number(list.confirmedCount)} subscribers again.`}
        confirmLabel="Restore list"
        onConfirm={async () => {
          await api.delete(`/lists/${list.id}/archive`);
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
            Archive
          </Button>
        }
        title={`Archive ${list.name}?`}
        description={`Nobody can be added and no campaign goes to its ${format.number(list.confirmedCount)} subscribers. Everything is kept, and you can restore it.`}
        confirmLabel="Archive list"
        destructive
        onConfirm={async () => {
          await api.put(`/lists/${list.id}/archive`);
          router.refresh();
        }}
      />
      <ListDialog
        list={list}
        trigger={
          <Button variant="outline">
            <Settings2 aria-hidden />
            Settings
          </Button>
        }
      />
    </>
  );
}
