"use client";

import { MailOpen } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { SearchInput } from "@/components/ui/search-input";
import { t } from "@/lib/language/t";
import { MessageList } from "./message-list";
import { MessageView } from "./message-view";
import { SimulatorControls } from "./simulator-controls";
import { useMailboxUrl } from "./use-mailbox-url";

interface MailboxProps {
  className?: string;
  mayChangeSpeed: boolean;
}

/** The inbox of the embedded mailbox: list and mail side by side, on a phone one after the other. Fills its container. */
export function Mailbox({ className, mayChangeSpeed }: MailboxProps) {
  const { selected, search, searchFor, open } = useMailboxUrl();
  return (
    <div
      className={cn(
        "grid min-h-0 overflow-hidden bg-background md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)]",
        className,
      )}
    >
      <section
        aria-label={t("Captured mail")}
        className={cn("flex min-h-0 min-w-0 flex-col md:border-e", selected && "hidden md:flex")}
      >
        <div className="flex items-center gap-2 border-b p-3">
          <SearchInput
            value={search}
            onSearch={searchFor}
            label={t("Search recipient or subject")}
            placeholder={t("Recipient or subject")}
            className="min-w-0 flex-1 sm:w-auto"
          />
          <SimulatorControls mayChangeSpeed={mayChangeSpeed} />
        </div>
        <MessageList />
      </section>
      <section aria-label={t("Mail")} className={cn("min-h-0 min-w-0 flex-col", selected ? "flex" : "hidden md:flex")}>
        {selected ? <MessageView key={selected} id={selected} onBack={() => open(null)} /> : <NothingOpen />}
      </section>
    </div>
  );
}

function NothingOpen() {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-8 text-center text-muted-foreground">
      <MailOpen aria-hidden className="size-8" />
      <p className="max-w-xs text-balance text-sm">{t("Choose a mail to read it as its recipient sees it.")}</p>
    </div>
  );
}
