import type { Attribute } from "@tiptap/core";

/**
 * The attribute `class` of a stored block, which only says one of a few kinds of it. It is read from `data-kind`, never
 * from the classes of a page that something was copied from.
 */
export function knownClass(known: readonly string[], otherwise: string): Partial<Attribute> {
  return {
    default: otherwise,
    // A line that is begun after this one is an ordinary one.
    keepOnSplit: false,
    parseHTML: (element) => known.find((kind) => kind === element.getAttribute("data-kind")) ?? otherwise,
    renderHTML: (attributes) => {
      const kind = kindIn(attributes.class, known);
      return kind ? { class: kind, "data-kind": kind } : {};
    },
  };
}

/** Which of the known kinds a stored `class` says; undefined for none. */
export const kindIn = (words: unknown, known: readonly string[]): string | undefined =>
  String(words ?? "")
    .split(/\s+/)
    .find((word) => known.includes(word));
