"use client";

import { ENCODINGS } from "@/lib/base/csv/encodings.shared";
import { listed } from "@/lib/language/list-of";
import { t } from "@/lib/language/t";
import type { ImportPreview } from "@/lib/people/imports/preview-import";

/** How the file was read, in a sentence: letters that look wrong have another encoding, and this says which was taken. */
export function ReadingNote({ preview: { format, damaged } }: { preview: ImportPreview }) {
  if (damaged.length > 0) {
    return (
      <p role="status" className="text-sm text-warning">
        {t(
          "{count, plural, one {Line {lines} has} other {Lines {lines} have}} characters that cannot be read as {encoding}, shown as �. Such rows are refused where a column that you import has one; if there are many, choose another encoding.",
          {
            count: damaged.length,
            lines: listed(damaged.slice(0, 5).map(String)),
            encoding: ENCODINGS[format.encoding],
          },
        )}
      </p>
    );
  }
  if (format.encoding === "utf-8") return null;
  return (
    <p role="status" className="text-muted-foreground text-sm">
      {t("The letters are read as {encoding}. If names look wrong below, choose another encoding.", {
        encoding: ENCODINGS[format.encoding],
      })}
    </p>
  );
}
