"use client";

import { useSyncExternalStore } from "react";
import { isTheme, type Theme, themeCookie } from "./theme-cookie";

const changed = "homing:theme";

function currentTheme(): Theme {
  const value = document.documentElement.dataset.theme;
  return isTheme(value) ? value : "system";
}

/** Changes the look at once and remembers it for a year; the server reads the cookie, so the next page never flashes. */
export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.classList.remove("light", "dark");
  if (theme !== "system") root.classList.add(theme);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers and on plain HTTP
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
  window.dispatchEvent(new Event(changed));
}

/** True when the page is dark now, by choice or by the device. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === "system" ? window.matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

/** The chosen theme; "system" until the page is alive. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (onChange) => {
      window.addEventListener(changed, onChange);
      return () => window.removeEventListener(changed, onChange);
    },
    currentTheme,
    () => "system",
  );
}
