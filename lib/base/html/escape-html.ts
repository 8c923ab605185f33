import { ownTable } from "@/lib/base/text/own-table.shared";

const escapes: Readonly<Record<string, string>> = ownTable({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
});

/** Escapes text for element content and quoted attributes; nothing for null and undefined. */
export function escapeHtml(value: unknown): string {
  return String(value ?? "").replace(/[&<>"']/g, (char) => escapes[char]!);
}
