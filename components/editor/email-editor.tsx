"use client";

import { Skeleton } from "@/components/ui/skeleton";
import { useLoaded } from "@/components/ui/use-loaded";
import { t } from "@/lib/language/t";
import type { EditorCanvasProps } from "./editor-canvas";

const loadCanvas = () => import("./editor-canvas").then((module) => module.EditorCanvas);

/**
 * The block editor, loaded only where somebody writes. It owns the document after the first one: to open another
 * document give it another `key`.
 */
export function EmailEditor(props: EditorCanvasProps) {
  const EditorCanvas = useLoaded(loadCanvas, true);
  if (EditorCanvas) return <EditorCanvas {...props} />;
  return (
    <div className="grid gap-3 rounded-lg border p-6" role="status" aria-label={t("Loading the editor")}>
      <Skeleton className="h-8 w-full" />
      <Skeleton className="mx-auto h-96 w-full max-w-[600px]" />
    </div>
  );
}
