"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { MailFrame } from "@/components/editor/mail-frame";
import { useWorkspace } from "@/components/shell/workspace-provider";

const mailWidth = 640;

/** Follows an element: how wide it is, and whether it has come near the screen. */
function useBox() {
  const ref = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ width: 0, seen: false });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const resize = new ResizeObserver(([entry]) => setBox((old) => ({ ...old, width: entry?.contentRect.width ?? 0 })));
    const seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setBox((old) => ({ ...old, seen: true })),
      { rootMargin: "200px" },
    );
    resize.observe(element);
    seen.observe(element);
    return () => {
      resize.disconnect();
      seen.disconnect();
    };
  }, []);
  return { ref, ...box };
}

/** A small picture of one of the workspace's own templates, drawn when it comes into view. */
export function TemplateThumbnail({ id, updatedAt }: { id: string; updatedAt: string }) {
  const { slug, api } = useWorkspace();
  const { ref, width, seen } = useBox();
  const { data } = useQuery({
    queryKey: ["template-thumbnail", slug, id, updatedAt],
    queryFn: ({ signal }) => api.get<{ html: string }>(`/templates/${id}/rendered`, { signal }),
    enabled: seen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div ref={ref} aria-hidden className="relative aspect-[4/5] overflow-hidden border-b bg-muted" inert>
      {data && width > 0 ? (
        <div
          style={{
            width: mailWidth,
            height: mailWidth * 1.25,
            transform: `scale(${width / mailWidth})`,
            transformOrigin: "0 0",
          }}
        >
          <MailFrame html={data.html} title="" className="h-full rounded-none border-0" />
        </div>
      ) : null}
    </div>
  );
}
