"use client";

import { Menu, Search } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { OperatorBanner } from "@/components/installation/operator-banner";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { FactorOfferBanner } from "@/components/security/factor-offer-banner";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Sheet, SheetContent, SheetDescription, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import { useLoaded } from "@/components/ui/use-loaded";
import { onStorageCleared } from "@/lib/client/own-storage";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { LeaveDialog } from "./leave-dialog";
import { SampleDataBanner } from "./sample-data-banner";
import { SidebarNavigation } from "./sidebar-navigation";
import { StandingBanner } from "./standing-banner";
import { useShortcuts } from "./use-shortcuts";
import { UserMenu } from "./user-menu";
import { VerifyEmailBanner } from "./verify-email-banner";
import { WayBack } from "./way-back";
import { useWorkspace } from "./workspace-provider";
import { WorkspaceSwitcher } from "./workspace-switcher";

// What keys open comes after the first view, and before somebody asks for it.
const loadPalette = () => import("./command-palette").then((module) => module.CommandPalette);
const loadShortcuts = () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog);

/** The frame of every workspace page: sidebar (a sheet on phones), palette, shortcuts, and the page in `<main>`. */
export function AppShell({ children }: { children: ReactNode }) {
  const { awaitsSampleData } = useWorkspace();
  const [paletteOpen, setPaletteOpen] = useState<boolean | null>(null);
  const [helpOpen, setHelpOpen] = useState<boolean | null>(null);
  const handlers = useMemo(
    () => ({ onPalette: () => setPaletteOpen((open) => !open), onHelp: () => setHelpOpen(true) }),
    [],
  );
  useShortcuts(handlers);
  const CommandPalette = useLoaded(loadPalette, paletteOpen === true);
  const ShortcutsDialog = useLoaded(loadShortcuts, helpOpen === true);
  useEffect(() => onStorageCleared(() => window.location.assign(outerPath("/sign-in"))), []);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed start-2 top-2 z-50 -translate-y-16 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground focus:translate-y-0"
      >
        {t("Skip to content")}
      </a>
      <aside
        aria-label={t("Workspace")}
        className="sticky top-0 hidden h-dvh flex-col gap-3 overflow-y-auto border-e bg-sidebar p-3 md:flex print:hidden"
      >
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <WorkspaceSwitcher />
          </div>
          <NotificationBell />
        </div>
        <PaletteButton onClick={handlers.onPalette} />
        <SidebarNavigation />
        <div className="mt-auto">
          <UserMenu />
        </div>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <TopBar onPalette={handlers.onPalette} />
        {awaitsSampleData ? <SampleDataBanner /> : null}
        <OperatorBanner />
        <StandingBanner />
        <VerifyEmailBanner />
        <FactorOfferBanner />
        <WayBack />
        <main id="content" tabIndex={-1} className="page-frame mx-auto w-full max-w-7xl flex-1 outline-none">
          {children}
        </main>
      </div>
      {CommandPalette && paletteOpen !== null ? (
        <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} onHelp={handlers.onHelp} />
      ) : null}
      <LeaveDialog />
      {ShortcutsDialog && helpOpen !== null ? <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} /> : null}
    </div>
  );
}

function PaletteButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-keyshortcuts="Meta+K Control+K"
      className="flex h-8 items-center gap-2.5 rounded-md border bg-background px-2.5 text-muted-foreground shadow-xs transition-colors hover:text-foreground"
    >
      <Search aria-hidden className="size-4" />
      <span className="min-w-0 flex-1 truncate text-start">{t("Search or do…")}</span>
      <Kbd>⌘K</Kbd>
    </button>
  );
}

function TopBar({ onPalette }: { onPalette: () => void }) {
  const { name } = useWorkspace();
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 in-[body:has([data-page-bar])]:static flex h-14 items-center gap-2 border-b bg-background px-2 md:hidden print:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("Open menu")}>
            <Menu aria-hidden className="size-5" />
          </Button>
        </SheetTrigger>
        <SheetContent side="start" className="gap-3 bg-sidebar p-3">
          <SheetTitle className="sr-only">{t("Menu")}</SheetTitle>
          <SheetDescription className="sr-only">{t("Pages of this workspace and your account")}</SheetDescription>
          <div className="pe-10">
            <WorkspaceSwitcher />
          </div>
          <SidebarNavigation onNavigate={() => setOpen(false)} />
          <div className="mt-auto">
            <UserMenu />
          </div>
        </SheetContent>
      </Sheet>
      <bdi className="min-w-0 flex-1 truncate font-semibold">{name}</bdi>
      <NotificationBell />
      <Button variant="ghost" size="icon" aria-label={t("Search or do")} onClick={onPalette}>
        <Search aria-hidden className="size-5" />
      </Button>
    </header>
  );
}
