"use client";

import { ENCODINGS } from "@/lib/base/csv/encodings.shared";
import type { ImportPreview } from "@/lib/people/imports/preview-import";

/** How the file was read, in a sentence: letters that look wrong have another encoding, and this says which was taken. */
export function ReadingNote({ preview: { format, damaged } }: { preview: ImportPreview }) {
  if (damaged.length > 0) {
    const lines = damaged.length === 1 ? `Line ${damaged[0]} has` : `Lines ${damaged.slice(0, 5).join(", ")} have`;
    return (
      <p role="status" className="text-sm text-warning">
        {lines} characters that cannot be read as {ENCODINGS[format.encoding]}, shown as �. Such rows are refused where
        a column that you import has one; if there are many, choose another encoding.
      </p>
    );
  }
  if (format.encoding === "utf-8") return null;
  return (
    <p role="status" className="text-muted-foreground text-sm">
      The letters are read as {ENCODINGS[format.encoding]}. If names look wrong below, choose another encoding.
    </p>
  );
}
