"use client";

import { ENCODINGS } from "@/lib/base/csv/encodings.shared";
import { t } from "@/lib/language/t";
import type { ImportPreview } from "@/lib/people/imports/preview-import";

/** How the file was read, in a sentence: letters that look wrong have another encoding, and this says which was taken. */
export function ReadingNote({ preview: { format, damaged } }: { preview: ImportPreview }) {
  if (damaged.length > 0) {
    const lines =
      damaged.length === 1
        ? t("Line {damaged} has", { damaged: damaged[0] ?? 0 })
        : t("Lines {join} have", { join: damaged.slice(0, 5).join(", ") });
    return (
      <p role="status" className="text-sm text-warning">
        {t(
          "{lines} characters that cannot be read as {ENCODINGS}, shown as �. Such rows are refused where a column that you import has one; if there are many, choose another encoding.",
          { lines, ENCODINGS: ENCODINGS[format.encoding] },
        )}
      </p>
    );
  }
  if (format.encoding === "utf-8") return null;
  return (
    <p role="status" className="text-muted-foreground text-sm">
      {t("The letters are read as {ENCODINGS}. If names look wrong below, choose another encoding.", {
        ENCODINGS: ENCODINGS[format.encoding],
      })}
    </p>
  );
}
