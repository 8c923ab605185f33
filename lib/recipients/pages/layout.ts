import { createHash } from "node:crypto";
import { directionOf } from "@/emails/frame-text";
import { senderLine } from "@/emails/theme";
import { type PageBrand, readableOn, safeColor } from "./brand";
import { html, type SafeHtml } from "./html";
import type { PageLanguage } from "./strings";

/** A finished page with the headers it must be served with. */
export interface PublicPage {
  body: string;
  headers: Record<string, string>;
}

const DEFAULT_ACCENT = "#1f2937";

/** Wraps the content of a public page: workspace brand, no script, a policy that allows nothing but our own style and forms. */
export function publicPage(page: {
  title: string;
  language: PageLanguage;
  brand: PageBrand | null;
  content: SafeHtml;
}): PublicPage {
  const style = styleSheet(safeColor(page.brand?.accentColor, DEFAULT_ACCENT));
  const styleHash = createHash("sha256").update(style).digest("base64");
  const document = html`<!doctype html>
<html lang="${page.language}" dir="${directionOf(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${page.brand ? `${page.title} · ${page.brand.name}` : page.title}</title>
<style>STYLE</style>
</head>
<body>
<main>
${page.brand && brandHeader(page.brand)}
${page.content}
</main>
${page.brand?.postalAddress && html`<footer>${senderLine({ companyName: page.brand.name, postalAddress: page.brand.postalAddress })}</footer>`}
</body>
</html>
`;
  return {
    body: document.markup.replace("<style>STYLE</style>", () => `<style>${style}</style>`),
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      "cache-control": "no-store, private",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
    },
  };
}

function brandHeader(brand: PageBrand): SafeHtml {
  if (brand.logoUrl && /^(https?:\/\/|\/)/.test(brand.logoUrl)) {
    return html`<header><img src="${brand.logoUrl}" alt="${brand.name}"></header>`;
  }
  return html`<header><span class="name">${brand.name}</span></header>`;
}

function styleSheet(accent: string): string {
  return `:root{--accent:${accent};--on-accent:${readableOn(accent)};--page:#f6f7f9;--card:#fff;--text:#111827;--muted:#4b5563;--line:#d1d5db}
@media (prefers-color-scheme:dark){:root{--page:#0b0d12;--card:#151922;--text:#f3f4f6;--muted:#b6bdc9;--line:#374151}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:24px 16px;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:480px;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:32px 24px}
header{margin-bottom:24px}header img{max-height:40px;max-width:200px;display:block}.name{font-weight:600}
h1{font-size:24px;line-height:1.25;margin:0 0 8px;letter-spacing:-.01em}[dir=rtl] h1{letter-spacing:0}
p{margin:0 0 16px;color:var(--muted);overflow-wrap:anywhere}
ul{margin:0 0 16px;padding-inline-start:20px;color:var(--text)}
a{color:inherit;text-decoration:underline;text-underline-offset:3px}
button{font:inherit;font-weight:600;width:100%;min-height:44px;padding:10px 16px;border-radius:8px;border:1px solid transparent;background:var(--accent);color:var(--on-accent);cursor:pointer}
button.quiet{background:transparent;color:var(--text);border-color:var(--line)}
button:focus-visible,a:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
form{margin:0 0 16px}form+form{border-top:1px solid var(--line);padding-top:16px}
fieldset{border:0;margin:0 0 16px;padding:0}legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
label{display:flex;gap:12px;align-items:flex-start;padding:12px 0;border-bottom:1px solid var(--line);min-height:44px}
label small{display:block;color:var(--muted);font-size:14px}
input[type=checkbox]{width:20px;height:20px;margin:2px 0 0;flex:none;accent-color:var(--accent)}
textarea{font:inherit;display:block;width:100%;min-height:88px;margin:0 0 16px;padding:10px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--text);resize:vertical}
.notice{border:1px solid var(--line);border-inline-start:4px solid var(--accent);border-radius:8px;padding:12px 16px;color:var(--text)}
footer{max-width:480px;margin-top:16px;font-size:13px;color:var(--muted);text-align:center}
@media (prefers-color-scheme:dark){button:not(.quiet){border-color:#6b7280}}`;
}
