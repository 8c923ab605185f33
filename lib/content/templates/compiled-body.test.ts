import fc from "fast-check";
import type { ForTag, IfTag } from "liquidjs";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { clickTo } from "@/lib/content/liquid/tracked-tag";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { relaxedBody } from "@/lib/mail/mime/dkim-canonical";
import { CONTENT_TYPE } from "@/lib/mail/mime/mime";
import type { CompiledContent } from "./compile";
import { compiledBody, tokenList, writeBody } from "./compiled-body";
import { RunNode, ValueNode } from "./condense-template";
import { liquidData, renderCompiled } from "./render-compiled";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";
process.env.TRACKING_URL ??= "https://mail.acme.test";

const ref = { workspaceId: "0198c0de-0000-7000-8000-0000000000aa", messageId: "0198c0de-0000-7000-8000-0000000000bb" };
const tokens = messageTokens(ref);
const settings = { workspace: { name: "Acme & Söhne" }, campaign: { name: "May" } };
const links = Array.from({ length: 3 }, (_, no) => ({
  no,
  url: `https://x.example/${no}?a=1&b=2`,
  label: "x",
  tracked: no < 2,
}));

const contentOf = (html: string, text: string): CompiledContent => ({
  subject: "Hi",
  html,
  text,
  links,
  personalLinks: [],
  bytes: html.length,
  usesUnsubscribe: true,
});

function write(
  compiled: CompiledContent,
  contact: Record<string, unknown>,
  trackClicks = true,
): { body: Buffer; expected: { html: string; text: string } } {
  const urls = messageUrls(tokens);
  const data = {
    contact,
    ...settings,
    urls: trackClicks ? urls : { ...urls, click: (no: number) => links[no]?.url ?? "", clickTo: undefined },
  };
  const writer = new MessageWriter(new MessageArena(0), tokenList(tokens), 100);
  const values = { contact, [clickTo]: data.urls.clickTo };
  writeBody(compiledBody(compiled, { ...settings, trackClicks }), writer, values, () => liquidData(compiled, data));
  return { body: writer.end(), expected: renderCompiled(compiled, data) };
}

/** The decoded parts, by an independent parser; octets, so that nothing is normalised on the way. */
async function read(body: Buffer): Promise<{ text: string; html: string }> {
  const head = Buffer.from(`MIME-Version: 1.0\r\nContent-Type: ${CONTENT_TYPE}\r\n\r\n`);
  const mail = await PostalMime.parse(Buffer.concat([head, body]));
  return { text: mail.text ?? "", html: mail.html ?? "" };
}

const normal = (text: string) => text.toWellFormed().replace(/\r\n?/g, "\n").replace(/\n+$/, "");

async function expectSame(
  compiled: CompiledContent,
  contact: Record<string, unknown>,
  trackClicks = true,
): Promise<void> {
  const { body, expected } = write(compiled, contact, trackClicks);
  const found = await read(body);
  expect(normal(found.text)).toBe(normal(expected.text));
  expect(normal(found.html)).toBe(normal(expected.html));
  expect(relaxedBody(body).equals(body)).toBe(true);
  for (const line of body.toString("latin1").split("\r\n")) {
    expect(line).toMatch(/^[\x20-\x7e]{0,76}$/);
    expect(line).not.toMatch(/^\.|^From /);
  }
}

const prose = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", " ", "<b>", "&", "\n", "}", "é", ".", "=", "\t"), maxLength: 30 }),
  fc.constantFrom(
    "From me ",
    ". ",
    "<p style='padding:0'>A longer text that stands in the template as it is, é &amp; all</p>\n  <p>",
    "日本語",
  ),
);
const output = fc.constantFrom(
  "{{ contact.v }}",
  "{{- contact.v -}}",
  '{{ contact.v | default: "you" }}',
  "{{ contact.v | default: 0 }}",
  "{{ contact.v | default: -12 }}",
  "{{ contact.v | default: 007 }}",
  "{{ contact.missing | default: 'there' }}",
  "{{ contact.v | upcase }}",
  "{{ contact.list }}",
  "{{ contact.list | join: ', ' | url_part }}",
  "{{ contact.list.first }}",
  "{{ contact.v | default: 'https://x.example/?a=1&b=2' | whole_url }}",
  "{{ contact.nested.deep }}",
  "{{ contact.nested }}",
  "{{ x }}",
  "{{ y }}",
  "{{ workspace.name }}",
  "{{ campaign.name | downcase }}",
  "{{ slots.links[0] }}",
  "{{ slots.links[1] | url_part }}",
  "{{ slots.links[2] }}",
  "{{ slots.links[9] | default: 'none' }}",
  "{{ slots.pixel }}",
  "{{ unsubscribe_url | whole_url }}",
  "{{ preferences_url }}",
  "{{ view_in_browser_url | upcase }}",
);
const tag = fc.constantFrom(
  "{% assign x = contact.v %}",
  "{% assign y = x | append: 'z' %}",
  "{% assign contact = workspace %}",
  "{% assign slots = 'gone' %}",
  "{% capture y %}<i>{{ contact.v }}</i>{% endcapture %}",
  "{% capture unsubscribe_url %}nowhere{% endcapture %}",
  "{%- comment -%} {{ contact.v }} {%- endcomment -%}",
  "{% # a note %}",
  "{% raw %}{{ contact.v }} & {% if %}{% endraw %}",
  "{% break %}",
  "{% continue %}",
);

const template = fc.letrec<{ template: string; block: string }>((tie) => ({
  block: fc.oneof(
    fc.tuple(tie("template"), tie("template")).map(([a, b]) => `{% if contact.v %}${a}{% else %}${b}{% endif %}`),
    tie("template").map((a) => `{%- unless contact.list contains "b" -%}${a}{%- endunless -%}`),
    tie("template").map((a) => `{% for item in contact.list %}${a}{{ item }}{{ forloop.index }}{% endfor %}`),
    tie("template").map((a) => `{% for workspace in contact.list limit: 2 %}{{ workspace }}${a}{% endfor %}`),
    fc
      .tuple(tie("template"), tie("template"))
      .map(([a, b]) => `{% case contact.v %}{% when "a" %}${a}{% when 1, true %}${b}{% else %}other{% endcase %}`),
  ),
  template: fc
    .array(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        { weight: 4, arbitrary: prose },
        { weight: 4, arbitrary: output },
        { weight: 1, arbitrary: tag },
        { weight: 1, arbitrary: tie("block") },
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join("")),
})).template;

const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "",
    "a",
    " ",
    "\r\n",
    "\n.\n",
    "From x",
    "<script>",
    "{{ contact.v }}",
    null,
    undefined,
    true,
    false,
    0,
    1,
    1.5,
  ),
  fc.constantFrom("long ".repeat(60), "é".repeat(50), "\ud800", "שלום", "a\tb  c "),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
);

test("property: what is written is what the whole template renders to, whatever Liquid is in it", async () => {
  await fc.assert(
    fc.asyncProperty(
      template,
      template,
      value,
      fc.array(fc.constantFrom("a", "b", "<c>", "é"), { maxLength: 3 }),
      fc.boolean(),
      async (html, text, v, list, track) => {
        const contact = { v, list, nested: { deep: v } };
        await expectSame(contentOf(`${html}<end>`, `${text}|`), contact, track);
      },
    ),
    { numRuns: 600 },
  );
});

test("values of links and names are part of the static runs", () => {
  const compiled = contentOf(
    '<a href="{{ slots.links[1] }}">{{ workspace.name }}</a>{{ contact.v }}',
    "{{ unsubscribe_url }}",
  );
  const body = compiledBody(compiled, { ...settings, trackClicks: true });
  expect(body.html.nodes.map((node) => node.constructor)).toEqual([RunNode, ValueNode]);
  expect(body.text.nodes.map((node) => node.constructor)).toEqual([RunNode]);
  expect(write(compiled, { v: "" }).body.toString()).toContain(tokens.unsubscribe);
  expect(compiledBody(compiled, { ...settings, trackClicks: true })).toBe(body);
});

test("what is the same for everybody is encoded once inside conditions and loops too", async () => {
  const inner = `<p>${"The same words. ".repeat(9)}<a href="{{ slots.links[1] }}">{{ workspace.name }}</a></p>`;
  const source = `{% for x in contact.list %}{% if x == 1 %}${inner}{{ contact.v }}{% else %}no{% endif %}{% endfor %}`;
  const compiled = contentOf(source, "t");
  const { html } = compiledBody(compiled, { ...settings, trackClicks: true });
  const loop = html.nodes[0] as ForTag;
  const condition = loop.templates[0] as IfTag;
  expect(condition.branches[0]?.templates.map((node) => node.constructor)).toEqual([RunNode, ValueNode]);
  await expectSame(compiled, { list: [1, 2, 1], v: "<é>" });
  await expectSame(compiled, { list: [1], v: ["a", "b"] });
});

test("a loop without end is stopped, and says where", () => {
  const endless = "{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}";
  expect(() => write(contentOf(`<p>${endless}</p>`, ""), {})).toThrow(/^In the content/);
});
