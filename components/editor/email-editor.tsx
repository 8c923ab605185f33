"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/language/t";

const loading = () => (
  <div className="grid gap-3 rounded-lg border p-6" role="status" aria-label={t("Loading the editor")}>
    <Skeleton className="h-8 w-full" />
    <Skeleton className="mx-auto h-96 w-full max-w-[600px]" />
  </div>
);

/**
 * The block editor, loaded only where somebody writes. It owns the document after the first one: to open another
 * document give it another `key`.
 */
export const EmailEditor = dynamic(() => import("./editor-canvas").then((module) => module.EditorCanvas), {
  ssr: false,
  loading,
});
