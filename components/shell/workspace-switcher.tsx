"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import { outerPath, pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { LogoMark } from "./logo";
import { useWorkspace } from "./workspace-provider";

/** Shows which workspace is open, and leads to the others. */
export function WorkspaceSwitcher() {
  const { name, slug, workspaces, mayAddWorkspace } = useWorkspace();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={
          mayAddWorkspace ? t("Workspace {name}: switch or create", { name }) : t("Workspace {name}: switch", { name })
        }
        className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-start hover:bg-accent"
      >
        <LogoMark className="size-6" />
        <bdi title={name} className="min-w-0 flex-1 truncate font-semibold">
          {name}
        </bdi>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>{t("Workspaces")}</DropdownMenuLabel>
        {workspaces.map((workspace) => (
          <DropdownMenuItem key={workspace.slug} asChild>
            <Link href={pathIn(workspace.slug, "/")} aria-current={workspace.slug === slug ? "true" : undefined}>
              <bdi className="min-w-0 flex-1 truncate">{workspace.name}</bdi>
              {workspace.slug === slug ? <Check aria-hidden /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        {mayAddWorkspace ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem asChild>
              <Link href={outerPath("/workspaces/new")}>
                <Plus aria-hidden />
                {t("New workspace")}
              </Link>
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
