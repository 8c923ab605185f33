import { escapeHtml } from "@/lib/base/html/escape-html";

/** Markup that was escaped or written by us; only the `html` tag makes it. */
export class SafeHtml {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = SafeHtml | string | number | null | undefined | false | readonly Part[];

/** Template tag that escapes every value put into it; nested `html` results and arrays of them go in as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): SafeHtml {
  return new SafeHtml(strings.reduce((page, text, index) => page + renderPart(values[index - 1]) + text));
}

function renderPart(part: Part): string {
  if (part instanceof SafeHtml) return part.markup;
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return part.map(renderPart).join("");
}
