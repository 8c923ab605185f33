"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { t } from "@/lib/language/t";
import { Button, type ButtonProps } from "./button";

type CopyButtonProps = Omit<ButtonProps, "value" | "onClick"> & {
  /** The text that goes to the clipboard. */
  value: string;
  /** Names what is copied, for screen readers: "Copy record value". */
  label?: string;
};

/** Copies a text and says so for two seconds. Without children it is an icon. */
export function CopyButton({ value, label = t("Copy"), children, variant = "ghost", size, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant={variant}
      size={size ?? (children ? "sm" : "icon-sm")}
      aria-label={children ? undefined : copied ? t("Copied") : label}
      onClick={() => void copyText(value).then(setCopied)}
      {...props}
    >
      {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      {children ? (copied ? t("Copied") : children) : null}
      <span aria-live="polite" className="sr-only">
        {copied ? t("Copied") : ""}
      </span>
    </Button>
  );
}

/** The clipboard API needs HTTPS or localhost; a self-hosted server on a plain address falls back to a selection. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
