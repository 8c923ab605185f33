"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

/** Filters that live in the URL: a change drops the page cursor and keeps the rest. */
export function useUrlFilters() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();

  function hrefWith(changes: Record<string, string | null>): string {
    const next = new URLSearchParams(search);
    next.delete("cursor");
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    return text ? `${pathname}?${text}` : pathname;
  }

  return {
    search: search.toString(),
    /** All at once, as a saved view has them. */
    open: (query: string) => startTransition(() => router.push(`${pathname}?${query}`, { scroll: false })),
    get: (name: string) => search.get(name) ?? "",
    hrefWith,
    set: (changes: Record<string, string | null>) =>
      startTransition(() => router.replace(hrefWith(changes), { scroll: false })),
    pending,
  };
}
