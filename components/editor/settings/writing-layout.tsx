"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { t } from "@/lib/language/t";

const SettingsSlot = createContext<HTMLElement | null>(null);

/** Where the settings of a block are shown; null until the page stands. */
export const useSettingsSlot = (): HTMLElement | null => useContext(SettingsSlot);

interface WritingLayoutProps {
  /** Who the mail is from and what the inbox shows. */
  inbox: ReactNode;
  /** The mail. */
  children: ReactNode;
}

/**
 * The mail with what belongs beside it: on a wide screen in a column of its own that stays in view, else above it, with the settings
 * of a block at the lower edge of the screen.
 */
export function WritingLayout({ inbox, children }: WritingLayoutProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <SettingsSlot value={slot}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[minmax(0,1fr)_20rem] xl:items-start">
        <aside
          aria-label={t("Inbox line and settings")}
          className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 xl:sticky xl:top-[calc(var(--page-bar)+1rem)] xl:order-2 xl:max-h-[calc(100dvh-var(--page-bar)-2rem)] xl:overflow-y-auto"
        >
          <div
            ref={setSlot}
            className="max-xl:fixed max-xl:inset-x-0 max-xl:bottom-0 max-xl:z-30 md:max-xl:start-60 xl:empty:hidden"
          />
          {inbox}
        </aside>
        <div className="min-w-0">{children}</div>
      </div>
    </SettingsSlot>
  );
}
