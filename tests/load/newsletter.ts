// The mail that is measured: a newsletter as designers export it, tables and inline styles, with twelve links and three
// merge tags. Its length is exact, so that "20 KB" means 20,480 octets.

export const LINKS = 12;
/** In the HTML; the subject uses the first of them again. */
export const MERGE_TAGS = ["contact.first_name", "contact.city", "contact.points"] as const;

/** From this size on the stories have paragraphs. */
const ROOMY = 12_000;

const shop = "https://shop.fernway.example";
const font = "font-family:Inter,Helvetica,Arial,sans-serif";
const stories = [
  ["Ridge walks", "Six routes above the tree line that a train can take you to", "routes/ridge-walks"],
  ["Winter sleeping bags", "Which fill keeps warm when it is wet, and which only says so", "journal/sleeping-bags"],
  ["Repair, not replace", "Seams, zips and soles: what our workshop mends in a week", "workshop/repairs"],
  ["Stoves compared", "Boiling a litre at two thousand metres with nine stoves", "journal/stoves"],
  ["A hut for the night", "How to book the bothies that few people know", "routes/huts"],
  ["Maps that fold", "Paper beside the phone: where a battery does not help", "journal/maps"],
  ["Boots for broad feet", "Three makers that still build on a wide last", "shop/boots-wide"],
  ["Rain shells", "What the numbers on the label mean in a real storm", "journal/rain-shells"],
  ["With children", "Short days out that end at a lake", "routes/with-children"],
] as const;

const sentences = [
  "We walked it twice, once in the rain and once in the dark, and would go again on either day.",
  "Bring a second pair of gloves; the wind comes over the saddle in the afternoon and does not ask.",
  "The shop in the valley sells bread until noon and knows the weather better than any forecast.",
  "Our test team carried everything for nine days and weighed it again when they came home.",
  "Nothing in this list was given to us; what broke is named, and so is who made it.",
];

const story = ([title, lead, path]: (typeof stories)[number], filler: string) => `
<tr><td style="padding:24px 32px;border-bottom:1px solid #e5e7eb;${font}">
<h2 style="margin:0 0 8px;font-size:20px;line-height:28px;color:#111827;font-weight:600"><a href="${shop}/${path}" style="color:#111827;text-decoration:none">${title}</a></h2>
<p style="margin:0 0 12px;font-size:16px;line-height:24px;color:#374151">${lead}.</p>
<p style="margin:0;font-size:14px;line-height:22px;color:#6b7280">${filler}</p>
</td></tr>`;

const top = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Trail Notes</title>
<style>
`;

const head = `</style></head>
<body style="margin:0;padding:0;background:#f3f4f6"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border-radius:8px">
<tr><td style="padding:32px;${font}"><p style="margin:0 0 8px;font-size:13px;line-height:20px;color:#6b7280">Trail Notes, the fortnightly letter of Fernway Outdoor</p>
<h1 style="margin:0 0 12px;font-size:28px;line-height:36px;color:#111827">Good morning, {{ contact.first_name | default: "walker" }}</h1>
<p style="margin:0;font-size:16px;line-height:24px;color:#374151">There is snow on the hills behind {{ contact.city | default: "town" }}. You have {{ contact.points | default: 0 }} points to spend before it melts.</p>
<p style="margin:16px 0 0"><a href="${shop}/points" style="display:inline-block;padding:12px 20px;background:#065f46;color:#ffffff;border-radius:6px;text-decoration:none;font-size:15px;line-height:20px">Spend your points</a></p></td></tr>`;

const tail = `
<tr><td style="padding:24px 32px;${font};font-size:13px;line-height:20px;color:#6b7280"><a href="${shop}/stores" style="color:#065f46">Find a store</a>, <a href="${shop}/help" style="color:#065f46">ask us</a>, or <a href="{{ preferences_url }}" style="color:#065f46">choose what we write about</a>.<br>Fernway Outdoor, 1 Harbour Road, Bristol BS1 4XX, United Kingdom. <a href="{{ unsubscribe_url }}" style="color:#065f46">Unsubscribe</a></td></tr>
</table></td></tr></table></body></html>
`;

/** What builders put above the body: rules for small screens and dark mode. Exactly `bytes` octets. */
function sheet(bytes: number): string {
  let css = "";
  for (let number = 1; css.length < bytes; number++) {
    const class_ = `.b${number}`;
    css += `@media (max-width:${480 + (number % 4) * 20}px){${class_}{padding:16px 20px!important;font-size:${14 + (number % 5)}px!important;line-height:22px!important}}\n`;
    css += `@media (prefers-color-scheme:dark){${class_}{background:#1118${20 + (number % 70)}!important;color:#e5e7eb!important}}\n`;
  }
  return css
    .slice(0, bytes)
    .replace(/[^\n]*$/, (rest) => (rest.length < 4 ? " ".repeat(rest.length) : `/*${" ".repeat(rest.length - 4)}*/`));
}

function prose(sentenceCount: number, from: number): string {
  return Array.from({ length: sentenceCount }, (_, index) => sentences[(from + index) % sentences.length]).join(" ");
}

/** Subject, preview text and HTML of exactly `htmlBytes` octets (ASCII), or of the least that holds it all. */
export function newsletter(htmlBytes: number): { subject: string; previewText: string; html: string } {
  const roomy = htmlBytes >= ROOMY;
  const body = stories.map((one, index) => story(one, roomy ? prose(4, index) : "")).join("");
  const room = Math.max(0, htmlBytes - top.length - head.length - body.length - tail.length);
  return {
    subject: 'Snow on the hills, {{ contact.first_name | default: "walker" }}',
    previewText: "Six ridges, nine stoves and a hut for the night",
    html: top + sheet(room) + head + body + tail,
  };
}
