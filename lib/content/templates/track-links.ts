import { escapeHtml } from "@/lib/base/html/escape-html";
import { type HtmlAttribute, readHtml } from "@/lib/base/html/read-html";
import { unstorableText } from "@/lib/base/http/storable-json";

/** The number of a link has two octets in its token; no reader follows more. */
const MAX_LINKS = 5000;
/** Browsers and servers take about as much. */
const MAX_URL_CHARS = 8000;

/** The addresses of the web that links of finished HTML lead to, each once, in their order: the number of a link is its place. */
export function linksOf(html: string): string[] {
  return [...new Set(hrefsOf(html).map(({ value }) => value))].slice(0, MAX_LINKS);
}

/** Finished HTML whose links go through `click`, and with a pixel at its end. What is no address of the web stays as it is. */
export function trackedHtml(
  html: string,
  { links, click, pixel }: { links: readonly string[]; click: (no: number) => string; pixel: string | null },
): string {
  const numbers = new Map(links.map((url, no) => [url, no]));
  const parts: string[] = [];
  let from = 0;
  for (const { value, name, start, end } of hrefsOf(html)) {
    const no = numbers.get(value);
    if (no === undefined) continue;
    parts.push(html.slice(from, start), `${name}="${escapeHtml(click(no))}"`);
    from = end;
  }
  parts.push(html.slice(from));
  return pixel === null ? parts.join("") : withPixel(parts.join(""), pixel);
}

function hrefsOf(html: string): HtmlAttribute[] {
  const found: HtmlAttribute[] = [];
  readHtml(html, (piece) => {
    if (piece.kind !== "open" || (piece.name !== "a" && piece.name !== "area")) return;
    const href = piece.attributes.find(({ name }) => name.toLowerCase() === "href");
    if (href?.hasValue && isWeb(href.value)) found.push(href);
  });
  return found;
}

/** One that holds what no database keeps leads nowhere. */
const isWeb = (url: string) =>
  url.length <= MAX_URL_CHARS && /^https?:\/\//i.test(url) && URL.canParse(url) && unstorableText(url) === null;

function withPixel(html: string, url: string): string {
  const at = html.toLowerCase().lastIndexOf("</body");
  const end = at < 0 ? html.length : at;
  const image = `<img src="${escapeHtml(url)}" alt="" width="1" height="1" style="display:block;border:0;width:1px;height:1px">`;
  return html.slice(0, end) + image + html.slice(end);
}
