import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultBrand } from "@/emails/theme";
import { htmlPieces } from "@/lib/base/html/read-html";
import { messageTokens, messageUrls, readClickToken } from "@/lib/content/links/links";
import { type CompiledContent, compileContent } from "./compile";
import { carriedUrl, renderLinkUrl } from "./link-url";
import { renderCompiled } from "./render-compiled";

const ref = { workspaceId: "0198c0de-0000-7000-8000-0000000000aa", messageId: "0198c0de-0000-7000-8000-0000000000bb" };
const urls = messageUrls(messageTokens(ref));
const names = { workspace: { name: "Süd & Söhne <1>" }, campaign: { name: "50% off? Yes/No" } };
const contact = {
  email: "ann+x@b.test",
  first_name: "Ann B",
  city: "Łódź",
  n: 7,
  site: "https://ann.test/",
  odd: `'"<&>#?%{{`,
};

async function made(
  html: string,
  trackClicks: boolean,
): Promise<{ compiled: CompiledContent; html: string; text: string }> {
  const brand = { ...defaultBrand, companyName: "Acme", postalAddress: "1 Long Road" };
  const compiled = await compileContent({
    ...{
      html,
      subject: "S",
      previewText: "",
      brand,
      assetBase: "https://m.test",
      trackOpens: false,
      trackClicks,
      names,
    },
  });
  const direct = { ...urls, click: (no: number) => compiled.links[no]?.url ?? "", clickTo: undefined };
  return { compiled, ...renderCompiled(compiled, { contact, ...names, urls: trackClicks ? urls : direct }) };
}

/** Where a browser is led: through our redirect when the address is ours. */
function led(address: string, compiled: CompiledContent): string {
  const token = /\/t\/c\/(.+)$/.exec(address)?.[1];
  if (!address.startsWith("http") || !token) return absolute(address);
  const click = readClickToken(token);
  const link = click && compiled.links[click.linkNo];
  if (!link) return "dead";
  const { rest } = click;
  return absolute(
    (rest === undefined ? renderLinkUrl(link.url, { contact, ...names }) : carriedUrl(link.url, rest)) ?? "dead",
  );
}

const absolute = (address: string) => (URL.canParse(address) ? new URL(address).href : address.trim());

function addressesOf(html: string, compiled: CompiledContent): string[] {
  const inside = (source: string): string[] =>
    htmlPieces(source).flatMap((piece) => {
      if (piece.kind === "comment") {
        const outlook = /^<!--\[if [^\]]*\]>([\s\S]*)<!\[endif\]-->$/.exec(source.slice(piece.start, piece.end))?.[1];
        return outlook ? inside(outlook) : [];
      }
      if (piece.kind !== "open") return [];
      const href = piece.attributes.find(({ name }) => name.toLowerCase() === "href");
      return href?.hasValue ? [led(href.value, compiled)] : [];
    });
  return inside(html);
}

const inText = (text: string, compiled: CompiledContent) =>
  [...text.matchAll(/\((https?:\S+)\)(?=\s|$)/gi)].map(([, address = ""]) => led(address, compiled));

async function expectEqual(html: string): Promise<string[]> {
  const [tracked, direct] = [await made(html, true), await made(html, false)];
  const found = addressesOf(tracked.html, tracked.compiled);
  expect(found).toEqual(addressesOf(direct.html, direct.compiled));
  expect(inText(tracked.text, tracked.compiled)).toEqual(inText(direct.text, direct.compiled));
  return found;
}

test("the sample: every address after the redirect is the one with tracking off", async () => {
  const html = fs.readFileSync("tests/fixtures/cases/links-broken-when-tracked.html", "utf8");
  const found = await expectEqual(html);
  expect(found.slice(0, 8)).toEqual([
    "https://shop.homing-demo.net/p/11",
    "https://shop.homing-demo.net/p/22",
    "https://shop.homing-demo.net/p/33",
    `https://shop.homing-demo.net/?coupon=${encodeURIComponent("ŁÓDŹ")}`,
    `https://shop.homing-demo.net/?utm_source=${encodeURIComponent(names.workspace.name)}&utm_campaign=${encodeURIComponent(names.campaign.name)}`,
    `https://shop.homing-demo.net/leave?back=${encodeURIComponent(urls.unsubscribe)}`,
    "https://shop.homing-demo.net/?a=1&b=2",
    "https://shop.homing-demo.net/?a=1&b=2",
  ]);
  const { html: tracked } = await made(html, true);
  expect(tracked).not.toContain("shop.homing-demo.net");
});

test.each([
  `<a href="https://a.test/?x=1&#x26;y=2&amp;z=3&copy=4&ampw=5&nbsp;">a</a>`,
  `<A HREF = ' https://a.test/p\n/q?n={{ contact.first_name }} '>a</A>`,
  `<a class=b href=https://a.test/?n={{ contact.first_name }}&m=1 id=x>a</a>`,
  `<a href="https://a.test/?q={{ contact.odd }}#f-{{ contact.city }}">a</a>`,
  `<map name=m><area alt=x href="https://a.test/{{ contact.n }}"></map>`,
  `<!--[if mso]><v:roundrect href="https://a.test/?n={{ contact.first_name }}"><a href="https://a.test/2">x</a></v:roundrect><![endif]-->`,
  `<!--[if !mso]><!--><a href="https://a.test/{{ contact.city }}">x</a><!--<![endif]-->`,
  `<head><base href="https://a.test/shop/"></head><a href="p/1?n={{ contact.first_name }}">a</a><a href="/q">b</a><a href="//b.test/">c</a>`,
  `<a href="{% if contact.city %}https://a-shop.net/{% else %}https://b-shop.net/{% endif %}">a</a>`,
  `<a href="https://a-shop.net/?v={% if contact.city %}1{% else %}2{% endif %}">a</a>`,
  `{% capture q %}a&b={{ contact.first_name }}{% endcapture %}<a href="https://a.test/?q={{ q }}">a</a>`,
  `{% for i in (1..3) %}{% for j in (1..2) %}<a href="https://a.test/{{ i }}/{{ forloop.index }}-{{ j }}">a</a>{% endfor %}{% endfor %}`,
  `<a href="{{ contact.site }}">a</a><a href="{{ unsubscribe_url }}">b</a><a href="{{ view_in_browser_url }}">c</a>`,
  `<a href="https://a.test/?b={{ preferences_url }}&v={{ view_in_browser_url }}">a</a>`,
  `<a href="https://{{ contact.city }}.test/">a</a>`,
  `<a href="https://a.test/?n={{ contact.first_name | default: “x” }}">a</a>`,
  `<a href="https://a.test/?n={{ contact.none | default: &quot;A &amp; B&quot; }}">a</a>`,
  `<a {% if contact.city %}href="https://a.test/1"{% else %}href="https://a.test/2"{% endif %}>a</a>`,
  `<a href="https://a.test/?now={{ 'now' | date: '%Y' }}">a</a>`,
  `<a href="HTTPS:\\\\a.test\\x">a</a><a href="https:a.test">b</a><a href="  ">c</a><a href>d</a>`,
  `<a href="https://a.test/?x={{ contact.first_name }}&{{ contact.city }}=1">a</a>`,
  `{% assign x = contact %}<a href="https://a.test/?x={{ x.first_name }}">a</a>`,
  `{% assign contact = "other" %}<a href="https://a.test/?x={{ contact }}">a</a>`,
  `{% assign campaign = "mine" %}<a href="https://a.test/?x={{ campaign }}">a</a>`,
  `<!-- {% assign c = contact.city %} --><style>{% assign d = "dd" %}</style><a href="https://a.test/{{ c }}/{{ d }}">a</a>`,
  `<html><head>{% assign c = contact.city %}</head><body>{% if c %}<a href="https://a.test/{{ c }}">a</a>{% endif %}</body></html>`,
  `<a href="mailto:{{ contact.email }}?subject={{ contact.first_name }}">m</a><a href="tel:{{ contact.n }}">t</a>`,
  `<a href="https://a.test/?long={% for i in (1..400) %}abcdefgh{% endfor %}">a</a>`,
  `<a href="https://a.test/">https://a.test/</a>`,
  `<a href="https://münchen.test/ü ü?q=ü&r={{ contact.city }}">a</a>`,
])("the same addresses: %s", async (html) => {
  await expectEqual(html);
});

/** Ways to write a character of an attribute. */
const encoded = (text: string, how: number[]) =>
  [...text]
    .map((char, at) => {
      const code = char.codePointAt(0) ?? 0;
      const kind = how[at % how.length] ?? 0;
      if (kind === 1) return `&#${code};`;
      if (kind === 2) return `&#x${code.toString(16)};`;
      if (kind === 3) return `&#X${code.toString(16).toUpperCase()};`;
      return char === "&" ? "&amp;" : char === '"' ? "&quot;" : char;
    })
    .join("");

const value = fc.constantFrom(
  ...["{{ contact.first_name }}", "{{ contact.city | upcase }}", "{{ contact.odd }}", "{{ x }}", "{{ i }}", "{{ q }}"],
  ...[
    "{{ workspace.name }}",
    "{{ campaign.name | downcase }}",
    "{{ unsubscribe_url }}",
    "{{ contact.none | default: 'a b' }}",
  ],
  ...[
    "{% if contact.city %}1{% else %}2{% endif %}",
    "{% for z in (1..2) %}{{ z }}{% endfor %}",
    "{%- if i > 1 -%}{{ x }}{%- endif -%}",
  ],
  "{% case i %}{% when 1 %}a{% else %}{{ contact.odd }}{% endcase %}",
);
const letters = fc.constantFrom(
  "a",
  "/",
  "?q=",
  "&b=",
  "#f",
  "ü",
  "%20",
  " ",
  "'",
  "(",
  ")",
  "&copy=",
  ";",
  "=",
  "x-1",
  "+",
  "\n",
  ",",
  "~",
  "*",
);
const host = fc.constantFrom(
  "https://a.test/",
  "http://b.test?",
  "HTTPS://C.test:8443/p/",
  "https://ü.test/",
  "{% if i > 1 %}https://a.test/{% else %}http://b.test/{% endif %}",
);
const quote = fc.constantFrom('"', "'");
const link = fc
  .tuple(
    host,
    fc.array(fc.oneof(value, letters), { maxLength: 6 }),
    fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 5 }),
    quote,
    fc.constantFrom("a", "A", "area"),
    fc.constantFrom("href", "HREF", "hReF"),
  )
  .map(([start, parts, how, mark, tag, name]) => {
    const written = [start, ...parts].map((part) =>
      /\{/.test(part)
        ? part.replaceAll(mark, mark === '"' ? "&quot;" : "&#39;")
        : encoded(part, how).replaceAll(mark, mark === '"' ? "&quot;" : "&#39;"),
    );
    return `<${tag} id=y ${name}${mark === '"' ? "=" : " = "}${mark}${written.join("")}${mark} class='z'>go</${tag}>`;
  });

test("property: tracked or not, every link of a mail leads to the same address", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(link, { minLength: 1, maxLength: 4 }), fc.boolean(), async (links, loop) => {
      const around = `{% assign x = contact.first_name | append: "&/é" %}{% capture q %}{{ contact.n }}&{% endcapture %}`;
      const inner = links.join(" ");
      const found = await expectEqual(`${around}${loop ? `{% for i in (1..3) %}${inner}{% endfor %}` : inner}`);
      expect(found).not.toContain("dead");
    }),
    { numRuns: 300 },
  );
});
