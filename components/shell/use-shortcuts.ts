"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { leaveBy } from "@/lib/client/leave-guard";
import { navigationItems } from "./navigation";
import { useWorkspace } from "./workspace-provider";

const sequenceMs = 1200;

/** True where a key press is text: fields, editors, anything that takes typing. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role='textbox'], [role='combobox']");
}

/** Where something is open, or a mail is being written: there a letter that misses the text must not lead away from it. */
function lettersAreTaken(): boolean {
  const open = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox'], [data-editor]";
  return document.querySelector(open) !== null;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type='search']");
  field?.focus();
  return field !== null;
}

/** Keyboard shortcuts of the workspace: ⌘K or Ctrl K, "?", "/", and "g" followed by a place's key. */
export function useShortcuts(handlers: { onPalette: () => void; onHelp: () => void }): void {
  const router = useRouter();
  const workspace = useWorkspace();
  const goPressedAt = useRef(0);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
        if (isTyping(event.target) && (event.target as HTMLElement).isContentEditable) return;
        event.preventDefault();
        handlers.onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || lettersAreTaken()) return;
      if (event.key === "?") handlers.onHelp();
      else if (event.key === "/") {
        if (focusSearch()) event.preventDefault();
      } else if (event.key === "g") goPressedAt.current = event.timeStamp;
      else if (event.timeStamp - goPressedAt.current < sequenceMs) {
        goPressedAt.current = 0;
        const item = navigationItems(workspace).find(({ key }) => key === event.key);
        if (item) leaveBy(() => router.push(workspace.path(item.path)));
      }
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [handlers, router, workspace]);
}
