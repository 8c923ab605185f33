"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Pagination } from "@/components/ui/pagination";

/** Back and forth in a list whose filters and cursor stand in the address. */
export function CursorPages({ nextCursor, summary }: { nextCursor: string | null; summary?: string }) {
  const search = useSearchParams();
  const pathname = usePathname();
  const next = new URLSearchParams(search);
  if (nextCursor) next.set("cursor", nextCursor);
  return (
    <Pagination
      previous={search.has("cursor") ? { onClick: () => window.history.back() } : null}
      next={nextCursor ? { href: `${pathname}?${next}` } : null}
      summary={summary}
    />
  );
}
