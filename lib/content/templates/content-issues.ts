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

function linkIssue(what: string, href: string | null | undefined): ContentIssue | null {
  const url = (href ?? "").trim();
  if (url === "" || url === "#") return { level: "error", message: `${what} leads nowhere. Give it an address.` };
  // What opens a program (a calendar, a telephone, a messenger) is fine; what no client follows, the document refuses.
  if (/^(https?:\/\/|[a-z][a-z\d+-]*:(?![\d/])|(tel|sms|whatsapp|viber|webcals?|tg|geo):|#|\{\{|\{%)/i.test(url))
    return null;
  return { level: "error", message: `${what} leads to "${url.slice(0, 80)}". Begin the address with https://.` };
}

function nodeIssues(node: DocNode): (ContentIssue | null)[] {
  switch (node.type) {
    case "image":
      if (!node.attrs.src) return [{ level: "error", message: "An image has no file." }];
      return [
        node.attrs.alt?.trim()
          ? null
          : {
              level: "warning",
              message: "An image has no alternative text. People who see no images read that instead.",
            },
        node.attrs.href ? linkIssue("An image", node.attrs.href) : null,
      ];
    case "button":
      return [
        textOf(node).trim() ? null : { level: "error", message: "A button has no words on it." },
        linkIssue(`The button "${textOf(node).slice(0, 60)}"`, node.attrs.href),
      ];
    case "text": {
      const link = node.marks.find((mark) => mark.type === "link");
      return link?.type === "link" ? [linkIssue(`The link "${node.text.slice(0, 60)}"`, link.attrs.href)] : [];
    }
    case "table": {
      const columns = Math.max(...node.content.map((row) => row.content.length));
      if (columns <= tableColumns) return [];
      const message = `A table has ${columns} columns. On a phone nobody can read more than ${tableColumns}.`;
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
  if (textOf(root).trim() === "") found.unshift({ level: "warning", message: "There are no words in this mail yet." });
  return [...new Map(found.map((issue) => [issue.message, issue])).values()];
}

/** What is wrong with the size of the HTML part. */
export function sizeIssues(bytes: number): ContentIssue[] {
  const kilobytes = Math.round(bytes / 1024);
  if (bytes > gmailClipBytes)
    return [{ level: "error", message: `The mail has ${kilobytes} KB. Gmail cuts it off after 102 KB.` }];
  if (bytes > 90 * 1024)
    return [{ level: "warning", message: `The mail has ${kilobytes} KB. Gmail cuts mail off after 102 KB.` }];
  return [];
}
