import { t } from "@/lib/language/t";
import { type DocNode, readDocument, walkNodes } from "./document.shared";

export interface ContentIssue {
  level: "error" | "warning";
  message: string;
}

/** Gmail cuts longer HTML off, and footer and pixel with it. */
export const gmailClipBytes = 102 * 1024;

/** So many fit beside each other on a phone, where a mail cannot be scrolled sideways. */
const tableColumns = 6;

const textOf = (node: DocNode): string => node.text + node.content.map(textOf).join("");

/** What leads somewhere; `label` is what people read on it. */
interface Leading {
  what: "image" | "button" | "link";
  label?: string;
}

function linkIssue({ what, label = "" }: Leading, href: string | null | undefined): ContentIssue | null {
  const url = (href ?? "").trim();
  if (url === "" || url === "#")
    return {
      level: "error",
      message: t(
        '{what, select, image {An image leads nowhere. Give it an address.} button {The button "{label}" leads nowhere. Give it an address.} other {The link "{label}" leads nowhere. Give it an address.}}',
        { what, label },
      ),
    };
  // What opens a program (a calendar, a telephone, a messenger) is fine; what no client follows, the document refuses.
  if (/^(https?:\/\/|[a-z][a-z\d+-]*:(?![\d/])|(tel|sms|whatsapp|viber|webcals?|tg|geo):|#|\{\{|\{%)/i.test(url))
    return null;
  return {
    level: "error",
    message: t(
      '{what, select, image {An image leads to "{url}". Begin the address with {scheme}.} button {The button "{label}" leads to "{url}". Begin the address with {scheme}.} other {The link "{label}" leads to "{url}". Begin the address with {scheme}.}}',
      { what, label, url: url.slice(0, 80), scheme: "https://" },
    ),
  };
}

function nodeIssues(node: DocNode): (ContentIssue | null)[] {
  switch (node.type) {
    case "image":
      if (!node.attrs.src) return [{ level: "error", message: t("An image has no file.") }];
      return [
        node.attrs.alt?.trim()
          ? null
          : {
              level: "warning",
              message: t("An image has no alternative text. People who see no images read that instead."),
            },
        node.attrs.href ? linkIssue({ what: "image" }, node.attrs.href) : null,
      ];
    case "button":
      return [
        textOf(node).trim() ? null : { level: "error", message: t("A button has no words on it.") },
        linkIssue({ what: "button", label: textOf(node).slice(0, 60) }, node.attrs.href),
      ];
    case "text": {
      const link = node.marks.find((mark) => mark.type === "link");
      return link?.type === "link" ? [linkIssue({ what: "link", label: node.text.slice(0, 60) }, link.attrs.href)] : [];
    }
    case "table": {
      const columns = Math.max(...node.content.map((row) => row.content.length));
      if (columns <= tableColumns) return [];
      const message = t("A table has {columns} columns. On a phone nobody can read more than {most}.", {
        columns: String(columns),
        most: String(tableColumns),
      });
      return [{ level: "warning", message }];
    }
    default:
      return [];
  }
}

/** What a careful colleague would point out about a document, each thing once. */
export function documentIssues(document: unknown): ContentIssue[] {
  const root = readDocument(document);
  const found = [...walkNodes(root)].flatMap(nodeIssues).filter((issue) => issue !== null);
  if (textOf(root).trim() === "")
    found.unshift({ level: "warning", message: t("There are no words in this mail yet.") });
  return [...new Map(found.map((issue) => [issue.message, issue])).values()];
}

/** What is wrong with the size of the HTML part. */
export function sizeIssues(bytes: number): ContentIssue[] {
  const sizes = { size: String(Math.round(bytes / 1024)), most: "102" };
  if (bytes > gmailClipBytes)
    return [{ level: "error", message: t("The mail has {size} KB. Gmail cuts it off after {most} KB.", sizes) }];
  if (bytes > 90 * 1024)
    return [{ level: "warning", message: t("The mail has {size} KB. Gmail cuts mail off after {most} KB.", sizes) }];
  return [];
}
