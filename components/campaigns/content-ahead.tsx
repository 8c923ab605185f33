"use client";

import "@/components/editor/editor-canvas";
import "./content-step";

/**
 * Shows nothing. Where the server renders it, the page says from its first bytes on that it needs the editor, which the browser then
 * fetches beside everything else: what fetches it later by itself, the wizard, is not awake by then.
 */
export function ContentAhead() {
  return null;
}
