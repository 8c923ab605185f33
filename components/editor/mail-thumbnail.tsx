"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { useNear } from "@/components/ui/use-near";
import { MailFrame } from "./mail-frame";

const mailWidth = 640;

/** Follows an element: how wide it is, and whether it is near the screen. */
function useBox() {
  const ref = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const resize = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);
  return { ref, width, near: useNear(ref) };
}

interface MailThumbnailProps {
  /** Below the workspace, answers `{ html }`: "/templates/tpl_1/rendered". */
  url: string;
  /** Changes with the content. */
  version: string;
  className?: string;
}

/**
 * A small picture of a real mail: the mail itself, made small, in a frame where nothing runs and nothing can be reached. Asked for when it
 * comes near the screen and let go when it leaves, so that a list of hundreds holds a dozen frames.
 */
export function MailThumbnail({ url, version, className }: MailThumbnailProps) {
  const { slug, api } = useWorkspace();
  const { ref, width, near } = useBox();
  const { data } = useQuery({
    queryKey: ["mail-thumbnail", slug, url, version],
    queryFn: ({ signal }) => api.get<{ html: string }>(url, { signal }),
    enabled: near,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <span ref={ref} aria-hidden className={cn("relative block aspect-[4/5] overflow-hidden bg-muted", className)} inert>
      {data?.html && near && width > 0 ? (
        <span
          className="block"
          style={{
            width: mailWidth,
            height: mailWidth * 1.25,
            transform: `scale(${width / mailWidth})`,
            transformOrigin: "0 0",
          }}
        >
          <MailFrame html={data.html} title="" className="h-full rounded-none border-0" />
        </span>
      ) : null}
    </span>
  );
}
