"use client";

import { t } from "@/lib/language/t";
import { tagLabel, textParts } from "./merge-text-parts";
import { useMergeTags } from "./use-merge-tags";

/** A subject as people read it: merge tags are pills with the name of the field, and say what stands in for it. */
export function MergeText({ text }: { text: string }) {
  const parts = textParts(text);
  return (
    <>
      {parts.map((part, at) =>
        "text" in part ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no identity but their place
          <TagPill key={at} {...part} />
        ),
      )}
    </>
  );
}

function TagPill({ path, fallback }: { path: string; fallback: string }) {
  const { tags } = useMergeTags();
  const label = tags.find((one) => one.path === path)?.label ?? tagLabel(path);
  return (
    <span
      className="whitespace-nowrap rounded bg-accent px-1.5 py-px text-[0.85em] text-accent-foreground"
      title={
        fallback
          ? t("{field} of each contact, or “{fallback}” where it is not known", { field: label, fallback })
          : t("{field} of each contact", { field: label })
      }
    >
      {label}
      {fallback ? <span className="sr-only"> {t("(or “{fallback}” where it is not known)", { fallback })}</span> : null}
    </span>
  );
}
