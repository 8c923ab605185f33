"use client";

import { useSearchParams } from "next/navigation";

/** Which mail is open and what is searched for, kept in the address so that both survive a reload and "back" works. */
export function useMailboxUrl() {
  const params = useSearchParams();
  const selected = params.get("mail");
  const search = params.get("q") ?? "";
  const hrefOf = (changes: { mail?: string | null; q?: string }) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    return text ? `?${text}` : "?";
  };
  return {
    selected,
    search,
    hrefOf,
    open: (mail: string | null) => window.history.pushState(null, "", hrefOf({ mail })),
    searchFor: (q: string) => window.history.replaceState(null, "", hrefOf({ q })),
  };
}
