"use client";

import { useMutation } from "@tanstack/react-query";
import { Bookmark, BookmarkPlus, RefreshCw, Trash2, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUndoDelete } from "@/components/bin/use-undo-delete";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toaster";
import type { Deleted } from "@/lib/base/bin/put-in-bin";
import { t } from "@/lib/language/t";
import { isSameView, searchOfView } from "@/lib/people/views/view-search.shared";
import type { ViewItem } from "@/lib/people/views/views";
import { showColumns, storedColumns } from "./contact-columns";
import { useUrlFilters } from "./use-url-filters";
import { ViewDialog } from "./view-dialog";

/** The saved views of the table: open one, keep what is shown as a new one, or bring the open one up to date. */
export function ViewMenu({ views }: { views: ViewItem[] }) {
  const { slug, api, can } = useWorkspace();
  const router = useRouter();
  const undoDelete = useUndoDelete();
  const url = useUrlFilters();
  const [saving, setSaving] = useState(false);
  const current = views.find(({ id }) => id === url.get("view"));
  const changed = current !== undefined && !isSameView(current.search, url.search);
  const mayChange = current !== undefined && (!current.shared || can("views.share"));
  const open = (view: ViewItem) => {
    if (view.columns.length > 0) showColumns(slug, view.columns);
    url.open(`${view.search}${view.search ? "&" : ""}view=${view.id}`);
  };
  const update = useMutation({
    mutationFn: (view: ViewItem) =>
      api.patch(`/views/${view.id}`, { search: searchOfView(url.search), columns: storedColumns(slug) ?? [] }),
    onSuccess: (_, { name }) => {
      toast.success(t("The view {view} is up to date.", { view: name }));
      router.refresh();
    },
    onError: (error) => toast.error(error.message),
  });
  const remove = useMutation({
    mutationFn: (view: ViewItem) => api.delete<Deleted>(`/views/${view.id}`),
    onSuccess: (deleted, { name }) => {
      undoDelete(t("The view {view} is deleted.", { view: name }), deleted);
      url.set({ view: null });
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" className="max-w-56">
            <Bookmark aria-hidden />
            <span className="truncate">
              {current ? (changed ? t("{view} (changed)", { view: current.name }) : current.name) : t("Views")}
            </span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-h-96 w-64 overflow-y-auto">
          <DropdownMenuLabel>{views.length > 0 ? t("Saved views") : t("No saved views yet")}</DropdownMenuLabel>
          {views.map((view) => (
            <DropdownMenuItem key={view.id} onSelect={() => open(view)}>
              {view.shared ? <UsersRound aria-hidden /> : <Bookmark aria-hidden />}
              <span className="min-w-0 truncate">{view.name}</span>
              <span className="sr-only">{view.shared ? t(", for everybody") : t(", only for you")}</span>
            </DropdownMenuItem>
          ))}
          <DropdownMenuSeparator />
          {changed && mayChange ? (
            <DropdownMenuItem onSelect={() => update.mutate(current)}>
              <RefreshCw aria-hidden />
              {t("Save changes to {view}", { view: current.name })}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setSaving(true)}>
            <BookmarkPlus aria-hidden />
            {t("Save as a new view…")}
          </DropdownMenuItem>
          {mayChange ? (
            <DropdownMenuItem onSelect={() => remove.mutate(current)}>
              <Trash2 aria-hidden />
              {t("Delete {name}", { name: current.name })}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {saving ? <ViewDialog onClose={() => setSaving(false)} onSaved={open} /> : null}
    </>
  );
}
