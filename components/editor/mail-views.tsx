"use client";

import { Monitor, Moon, Smartphone, Text } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { msg, t } from "@/lib/language/t";
import { MailFrame } from "./mail-frame";

const views = [
  { value: "desktop", label: msg("Desktop"), icon: Monitor },
  { value: "phone", label: msg("Phone"), icon: Smartphone },
  { value: "dark", label: msg("Dark"), icon: Moon },
  { value: "text", label: msg("Plain text"), icon: Text },
] as const;

/** A mail as it arrives. */
export interface ShownMail {
  subject: string;
  html: string;
  text: string;
}

interface MailViewsProps {
  /** Absent while it is on its way. */
  mail: ShownMail | undefined;
  /** It cannot be shown, and why. */
  problem?: ReactNode;
  /** Beside the tabs. */
  children?: ReactNode;
}

/** A mail on a desktop, on a phone, in the dark and as plain text. */
export function MailViews({ mail, problem, children }: MailViewsProps) {
  return (
    <Tabs defaultValue="desktop" className="gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <TabsList aria-label={t("Show as")}>
          {views.map(({ value, label, icon: Icon }) => (
            <TabsTrigger key={value} value={value}>
              <Icon aria-hidden className="size-4" />
              <span className="max-sm:sr-only">{t(label)}</span>
            </TabsTrigger>
          ))}
        </TabsList>
        {children}
      </div>
      {problem}
      {problem && !mail ? null : <Panels mail={mail} />}
    </Tabs>
  );
}

const height = "h-[36rem]";

/** They stand from the start, so that the tabs have something to name while the mail is on its way. */
function Panels({ mail }: { mail: ShownMail | undefined }) {
  return (
    <>
      <p className="truncate border-b pb-2 text-sm">
        <span className="text-muted-foreground">{t("Subject:")}</span>{" "}
        <span className="font-medium">{mail ? mail.subject || t("(no subject)") : "…"}</span>
      </p>
      {views.map(({ value }) => (
        <TabsContent key={value} value={value}>
          {mail ? <MailView view={value} mail={mail} /> : <Skeleton className={cn(height, "w-full")} />}
        </TabsContent>
      ))}
    </>
  );
}

function MailView({ view, mail }: { view: (typeof views)[number]["value"]; mail: ShownMail }) {
  switch (view) {
    case "desktop":
      return <MailFrame html={mail.html} title={t("Mail on a desktop")} className={height} />;
    case "phone":
      return (
        <MailFrame
          html={mail.html}
          title={t("Mail on a phone")}
          width={375}
          className={cn(height, "rounded-2xl border-4")}
        />
      );
    case "dark":
      return <MailFrame html={mail.html} title={t("Mail in the dark")} dark className={height} />;
    case "text":
      return (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          dir="auto"
          className={cn(
            height,
            "overflow-auto whitespace-pre-wrap rounded-md border bg-card p-4 font-mono text-xs leading-5",
          )}
        >
          {mail.text}
        </pre>
      );
  }
}
