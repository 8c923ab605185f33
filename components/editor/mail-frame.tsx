"use client";

import { useMemo } from "react";
import { cn } from "@/components/ui/cn";

// No scripts, no forms, no plug-ins; pictures as in a mail client.
const policy =
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; font-src 'none'; form-action 'none'";

/** Puts the policy first in the head, and for the dark look answers the mail's own media query. */
function framed(html: string, dark: boolean): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">`;
  const shown = dark
    ? html.replaceAll("(prefers-color-scheme:dark)", "all").replaceAll("(prefers-color-scheme: dark)", "all")
    : html.replaceAll("(prefers-color-scheme:dark)", "not all").replaceAll("(prefers-color-scheme: dark)", "not all");
  return /<head[^>]*>/i.test(shown) ? shown.replace(/<head[^>]*>/i, (head) => head + meta) : meta + shown;
}

interface MailFrameProps {
  html: string;
  title: string;
  /** Width of the screen that is shown, in CSS pixels; undefined takes what there is. */
  width?: number;
  dark?: boolean;
  className?: string;
}

/** Somebody's HTML, shut away: a frame of its own origin in which nothing runs. */
export function MailFrame({ html, title, width, dark = false, className }: MailFrameProps) {
  const source = useMemo(() => framed(html, dark), [html, dark]);
  return (
    <iframe
      title={title}
      sandbox=""
      srcDoc={source}
      referrerPolicy="no-referrer"
      className={cn("block w-full rounded-md border", dark ? "bg-black" : "bg-white", className)}
      style={
        width
          ? { width, maxWidth: "100%", marginInline: "auto", colorScheme: dark ? "dark" : "light" }
          : { colorScheme: dark ? "dark" : "light" }
      }
    />
  );
}
