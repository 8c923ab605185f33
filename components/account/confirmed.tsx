"use client";

import { useEffect } from "react";
import { t } from "@/lib/language/t";

/** Closes the window that was opened for it, where the browser lets a page do so. */
export function Confirmed() {
  useEffect(() => window.close(), []);
  return <p className="text-muted-foreground">{t("You can close this window and go on in the other.")}</p>;
}
