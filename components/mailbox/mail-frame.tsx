"use client";

import { EyeOff, Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { msg, t } from "@/lib/language/t";

interface MailFrameProps {
  html: string;
  subject: string;
  pixelsRemoved: number;
}

const widths = [
  { name: "desktop", label: msg("Desktop"), Icon: Monitor, className: "w-full" },
  { name: "phone", label: msg("Phone"), Icon: Smartphone, className: "w-[23.5rem] max-w-full" },
] as const;

/** The mail as its recipient sees it, in a frame that runs no scripts and has no origin. Mail is designed on white, so is the frame. */
export function MailFrame({ html, subject, pixelsRemoved }: MailFrameProps) {
  const [width, setWidth] = useState<(typeof widths)[number]>(widths[0]);
  return (
    <>
      <div className="flex items-center justify-between gap-3 border-b bg-muted px-4 py-1.5 text-muted-foreground text-xs md:px-6">
        <span className="inline-flex min-w-0 items-center gap-1.5">
          <EyeOff aria-hidden className="size-3.5 shrink-0" />
          {pixelsRemoved > 0
            ? t("Looking here counts as no open: the tracking pixel is taken out. Links are real and count.")
            : t("This mail has no tracking pixel. Links are real and count.")}
        </span>
        <fieldset className="hidden shrink-0 md:flex">
          <legend className="sr-only">{t("Width")}</legend>
          {widths.map((choice) => (
            <IconButton
              icon={choice.Icon}
              key={choice.name}
              label={t(choice.label)}
              aria-pressed={choice.name === width.name}
              className={cn(choice.name === width.name && "bg-accent text-foreground")}
              onClick={() => setWidth(choice)}
            />
          ))}
        </fieldset>
      </div>
      <div className="flex min-h-[60dvh] flex-1 justify-center bg-muted md:min-h-0">
        <iframe
          title={subject ? t("Mail: {subject}", { subject }) : t("Mail: no subject")}
          srcDoc={html}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          className={cn("h-full min-h-[60dvh] border-0 bg-white md:min-h-0", width.className)}
        />
      </div>
    </>
  );
}
