"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { BrandTheme } from "@/emails/theme";
import { useSettled } from "@/lib/client/use-settled";
import type { Preview } from "@/lib/content/templates/preview-content";

export interface PreviewInput {
  document?: unknown;
  html?: string;
  subject: string;
  previewText: string;
  contactId?: string | null;
  /** A look that is not saved yet. */
  brand?: BrandTheme;
}

/** Renders content on the server as one contact would get it, half a second after the last change. */
export function usePreview(input: PreviewInput) {
  const { slug, api } = useWorkspace();
  const body = useSettled(JSON.stringify(input), 500);
  return useQuery({
    queryKey: ["mail-preview", slug, body],
    queryFn: ({ signal }) => api.post<Preview>("/preview", JSON.parse(body), { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });
}
