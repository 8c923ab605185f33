import { htmlPieces } from "@/lib/base/html/read-html";
import { ourTag } from "@/lib/content/liquid/foreign-tags";

interface Draft {
  subject: string;
  previewText: string;
  html: string | null;
  document: unknown;
  contentKind: string;
}

/** Every text of a mail that its readers see or follow: subject, preview, words, alternative texts and addresses. */
export function wordsOf(draft: Draft, { html, text }: { html: string; text: string }): string[] {
  const source = html !== "" ? html : draft.contentKind === "html" ? (draft.html ?? "") : "";
  const words = html === "" && draft.contentKind !== "html" ? [JSON.stringify(draft.document ?? "")] : [];
  let run = "";
  for (const piece of htmlPieces(source)) {
    if (piece.kind === "text" && !piece.inside) run += piece.text;
    if (piece.kind === "open") {
      for (const { name, value } of piece.attributes) if (/^(href|src|alt|title)$/i.test(name)) words.push(value);
      // Inline elements may stand in the middle of a tag: `*|<b>FNAME</b>|*`.
      if (!/^(a|b|i|u|em|strong|span|font|small|sup|sub)$/.test(piece.name)) run += "\n";
    }
  }
  // `<%= name %>` is a comment to HTML, and to the text part nothing at all.
  const scripts = source.match(/<%[=-]?[^%<>]{1,80}%>/g) ?? [];
  return [draft.subject, draft.previewText, run, text, ...words, ...scripts];
}

/** Ours for each unknown tag whose meaning is known. */
export function meantTags(unknown: readonly string[], fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    unknown.flatMap((tag) => {
      const ours = ourTag(tag, fields);
      return ours ? [[tag, ours]] : [];
    }),
  );
}
