import { describe, expect, test } from "vitest";
import { defaultBrand } from "@/emails/theme";
import { restoreAddresses } from "@/lib/content/liquid/liquid-tokens.shared";
import { builtinTemplates } from "./builtin-templates";
import { EmailDocument, type JsonNode, nodeAttrs } from "./document.shared";
import { renderDocument } from "./render-document";

const options = {
  brand: { ...defaultBrand, companyName: "Acme", postalAddress: "1 Long Road\nTown" },
  subject: "Hello",
  previewText: "A first look",
  lang: "en",
  assetBase: "https://mail.example.com",
};

const run = (text: string, ...marks: JsonNode["marks"] & object): JsonNode => ({ type: "text", text, marks });
const line = (...content: JsonNode[]): JsonNode => ({ type: "paragraph", content });
const doc = (...content: JsonNode[]) => ({ type: "doc", content: [{ type: "container", content }] });
const render = (...content: JsonNode[]) => renderDocument(doc(...content), options);

describe("every block of the editor", () => {
  const oneOfEach: Record<string, JsonNode> = {
    paragraph: line(run("A line")),
    heading: { type: "heading", attrs: { level: 2 }, content: [run("A heading")] },
    hardBreak: line(run("one"), { type: "hardBreak" }, run("two")),
    mergeTag: line({ type: "mergeTag", attrs: { path: "contact.first_name", fallback: "there" } }),
    blockquote: { type: "blockquote", content: [line(run("Quoted"))] },
    bulletList: { type: "bulletList", content: [{ type: "listItem", content: [line(run("First"))] }] },
    orderedList: {
      type: "orderedList",
      attrs: { start: 3 },
      content: [{ type: "listItem", content: [line(run("Third"))] }],
    },
    button: { type: "button", attrs: { href: "https://example.com/go" }, content: [run("Go")] },
    image: { type: "image", attrs: { src: "/a.png", alt: "A picture" } },
    horizontalRule: { type: "horizontalRule" },
    spacer: { type: "spacer", attrs: { height: 40 } },
    section: { type: "section", attrs: { class: "accent" }, content: [line(run("Filled"))] },
    twoColumns: columnsOf("twoColumns", 2),
    threeColumns: columnsOf("threeColumns", 3),
    fourColumns: columnsOf("fourColumns", 4),
    table: tableOf(["Thing", "Price"], ["Socks", "12 €"]),
  };
  const expected: Record<string, RegExp> = {
    paragraph: /<p [^>]*>A line<\/p>/,
    heading: /<h2 [^>]*>A heading<\/h2>/,
    hardBreak: /one<br\/>two/,
    mergeTag: /\{\{ contact\.first_name \| default: "there" \}\}/,
    blockquote: /<blockquote[^>]*><p[^>]*>Quoted/,
    bulletList: /<ul[^>]*><li[^>]*><p[^>]*>First/,
    orderedList: /<ol[^>]*start="3"[^>]*>/,
    button: /<a href="https:\/\/example.com\/go"[^>]*>.*Go.*<\/a>/,
    image: /<img alt="A picture" src="https:\/\/mail\.example\.com\/a\.png" [^>]*width="520"/,
    horizontalRule: /<hr class="hm-rule"/,
    spacer: /height:40px;line-height:40px/,
    section: /background-color:#2f5bea;border-radius:8px.*Filled/,
    twoColumns: /width="50%".*column 1.*column 2/,
    threeColumns: /width="33%".*column 3/,
    fourColumns: /width="25%".*column 4/,
    table: /<th scope="col"[^>]*>.*Thing.*<\/th>.*<td[^>]*>.*12 €.*<\/td>/,
  };

  test.each(Object.keys(expected))("%s", async (name) => {
    const { html } = await render(oneOfEach[name] as JsonNode);
    expect(html).toMatch(expected[name] as RegExp);
  });

  test("none is forgotten here", () => {
    const structure = ["doc", "container", "text", "listItem", "columnsColumn", "tableRow", "tableHeader", "tableCell"];
    expect(
      Object.keys(nodeAttrs)
        .filter((name) => !structure.includes(name))
        .sort(),
    ).toEqual(Object.keys(expected).sort());
  });

  test.each([
    ["bold", /<strong>word<\/strong>/],
    ["italic", /<em>word<\/em>/],
    ["underline", /<u>word<\/u>/],
    ["strike", /<s>word<\/s>/],
    ["code", /<code[^>]*>word<\/code>/],
    ["sup", /<sup[^>]*>word<\/sup>/],
    ["uppercase", /text-transform:uppercase[^>]*>word/],
  ])("text in %s", async (type, pattern) => {
    expect((await render(line(run("word", { type })))).html).toMatch(pattern);
  });
});

function columnsOf(type: string, count: number): JsonNode {
  return {
    type,
    content: Array.from({ length: count }, (_, i) => ({
      type: "columnsColumn",
      content: [line(run(`column ${i + 1}`))],
    })),
  };
}

function tableOf(heading: string[], ...rows: string[][]): JsonNode {
  const row = (type: string, cells: string[]): JsonNode => ({
    type: "tableRow",
    content: cells.map((text) => ({ type, content: [line(run(text))] })),
  });
  return { type: "table", content: [row("tableHeader", heading), ...rows.map((cells) => row("tableCell", cells))] };
}

test("a picture in a cell has the room of its columns, in a wide cell and beside one", async () => {
  const picture: JsonNode = { type: "image", attrs: { src: "/a.png", alt: "A" } };
  const cell = (colspan: number, content: JsonNode): JsonNode => ({
    type: "tableCell",
    attrs: { colspan },
    content: [content],
  });
  const rows = [
    [cell(4, picture)],
    [cell(1, line(run("x"))), cell(1, line(run("x"))), cell(2, picture)],
    [cell(1, picture)],
  ].map((content) => ({ type: "tableRow", content }));
  const { html } = await render({ type: "table", content: rows });
  expect([...html.matchAll(/<img [^>]*width="(\d+)"/g)].map(([, width]) => width)).toEqual(["520", "260", "130"]);
});

test("the text part has a line for each row of a table", async () => {
  const { text } = await render(tableOf(["Thing", "Price"], ["Socks", "12 €"]));
  expect(text).toContain("Thing | Price\nSocks | 12 €\n");
});

describe("a block with nothing in it is not sent", () => {
  const empty: JsonNode = { type: "paragraph" };
  const nothing = render(line(run("Only this")));

  test.each<[string, JsonNode]>([
    ["columns", { type: "twoColumns", content: [0, 1].map(() => ({ type: "columnsColumn", content: [empty] })) }],
    ["a card", { type: "section", attrs: { class: "card" }, content: [empty] }],
    ["a quote", { type: "blockquote", content: [empty] }],
    ["a list", { type: "bulletList", content: [{ type: "listItem", content: [empty] }] }],
    ["a heading", { type: "heading", attrs: { level: 2 } }],
    ["a button", { type: "button", attrs: { href: "https://example.com" } }],
    ["a table", { type: "table", content: [{ type: "tableRow", content: [{ type: "tableCell", content: [empty] }] }] }],
  ])("%s", async (_, block) => {
    expect(await render(line(run("Only this")), block)).toEqual(await nothing);
  });

  test("columns of which one is written keep their places", async () => {
    const columns = [[empty], [line(run("Right"))]].map((content) => ({ type: "columnsColumn", content }));
    const { html } = await render({ type: "twoColumns", content: columns });
    expect(html.match(/class="hm-col"/g)).toHaveLength(2);
  });

  test("what is seen without words is something", async () => {
    const rule: JsonNode = { type: "section", content: [{ type: "horizontalRule" }] };
    expect((await render(rule)).html).toContain("hm-rule");
  });
});

test("Liquid with quotes and angle brackets survives in text, in addresses and in alternative texts", async () => {
  const liquid = '{{ contact.first_name | default: "there" | truncate: 20, "…" }}';
  const { html, text } = await render(
    line(run(`Hi ${liquid} & <you>{% if contact.age > 17 %} adult{% endif %}`)),
    line(
      run("shop", {
        type: "link",
        attrs: { href: 'https://example.com/?n={{ contact.first_name | default: "x" }}&b=1' },
      }),
    ),
    { type: "image", attrs: { src: "/a.png", alt: liquid } },
  );
  expect(html).toContain(`Hi ${liquid} &amp; &lt;you&gt;{% if contact.age > 17 %} adult{% endif %}`);
  expect(html).toContain('href="https://example.com/?n={{ contact.first_name | default: "x" }}&amp;b=1"');
  expect(html).toContain(`alt="${liquid}"`);
  expect(text).toContain(`Hi ${liquid} & <you>`);
  expect(restoreAddresses(text, (url) => url)).toContain(
    'shop (https://example.com/?n={{ contact.first_name | default: "x" }}&b=1)',
  );
});

test("quotes that a phone made typographic are what Liquid reads", async () => {
  const { html } = await render(line(run("{{ contact.first_name | default: “there” }}")));
  expect(html).toContain('{{ contact.first_name | default: "there" }}');
});

test("the text part keeps the author's letters, addresses and lists", async () => {
  const { text } = await render(
    { type: "heading", attrs: { level: 1 }, content: [run("Hello {{ contact.first_name }}")] },
    {
      type: "bulletList",
      content: ["One", "Two"].map((item) => ({ type: "listItem", content: [line(run(item))] })),
    },
    { type: "button", attrs: { href: "https://example.com/a" }, content: [run("Look")] },
    line(run("https://example.com/b", { type: "link", attrs: { href: "https://example.com/b" } })),
  );
  expect(restoreAddresses(text, (url) => url)).toContain(
    "Hello {{ contact.first_name }}\n\n- One\n- Two\n\nLook (https://example.com/a)\n\nhttps://example.com/b\n",
  );
  expect(text).toContain("Unsubscribe: {{ unsubscribe_url }}");
  expect(text).toContain("Acme, 1 Long Road, Town");
});

test("language and direction are on the mail, layout tables are silent, the preview stands alone", async () => {
  const { html } = await renderDocument(doc(line(run("مرحبا"))), { ...options, lang: "ar" });
  expect(html).toMatch(/<html dir="rtl" lang="ar">/);
  expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
  expect(html.match(/<table(?![^>]*role="presentation")/g)).toBeNull();
  expect(html).toMatch(/A first look\u034f\u200c\u00a0/);
});

describe("a document that is not ours", () => {
  test.each([
    [{ type: "video" }, 'The document uses a block that is not known: "video".'],
    [{ type: "paragraph", attrs: { onclick: "x()" } }, 'In the document, "onclick" of a paragraph is not known.'],
    [line(run("x", { type: "blink" })), 'The document uses a text style that is not known: "blink".'],
    [
      { type: "button", attrs: { href: " javascript:alert(1)" }, content: [] },
      'In the document, "href" of a button is an address that mail clients refuse.',
    ],
    [{ type: "listItem", content: [] }, "In the document, a listItem cannot be inside a container."],
    [
      { type: "paragraph", content: [{ type: "mergeTag", attrs: { path: "contact.x }}{{ y" } }] },
      'In the document, "path" of a mergeTag is not a merge tag.',
    ],
  ])("%j is refused by name", (node, message) => {
    const result = EmailDocument.safeParse(doc(node as JsonNode));
    expect(result.error?.issues[0]?.message).toBe(message);
  });

  test("nesting without end is refused", () => {
    let node: JsonNode = line(run("deep"));
    for (let i = 0; i < 60; i++) node = { type: "section", content: [node] };
    expect(EmailDocument.safeParse(doc(node)).error?.issues[0]?.message).toBe("The document is nested too deeply.");
  });
});

describe.each(builtinTemplates.map((template) => [template.key, template] as const))(
  "built-in design %s",
  (_, template) => {
    test("renders small, with alternative texts, a way out and a readable text part", async () => {
      expect(EmailDocument.safeParse(template.document).error).toBeUndefined();
      const { html, text } = await renderDocument(template.document, { ...options, subject: template.subject });
      expect(Buffer.byteLength(html)).toBeLessThan(60 * 1024);
      expect(html).toContain('href="{{ unsubscribe_url }}"');
      expect(html.match(/<img(?![^>]*alt="[^"]+")/g)).toBeNull();
      expect(html.match(/src="(?!https:\/\/mail\.example\.com\/templates\/)/g)).toBeNull();
      expect(text).not.toMatch(/undefined|\[object|<\w/);
      expect(text.length).toBeGreaterThan(300);
      expect(template.subject.length).toBeLessThanOrEqual(70);
    });
  },
);

describe("a mail in Arabic", () => {
  const arabic = (...content: JsonNode[]) => renderDocument(doc(...content), { ...options, lang: "ar" });

  test("runs from right to left, and speaks of the ways out in its language", async () => {
    const { html, text } = await arabic(line(run("مرحبًا")));
    expect(html).toMatch(/<html dir="rtl" lang="ar"/);
    expect(html).not.toMatch(/dir="ltr"|lang="en"/);
    for (const part of [html, text]) expect(part).toContain("إلغاء الاشتراك");
  });

  test("begins at the right: buttons, cells, lists and quotes", async () => {
    const cell = { type: "tableCell", content: [line(run("A cell"))] };
    const { html } = await arabic(
      { type: "button", attrs: { href: "https://example.com/go" }, content: [run("Go")] },
      { type: "table", content: [{ type: "tableRow", content: [cell, cell] }] },
      { type: "bulletList", content: [{ type: "listItem", content: [line(run("First"))] }] },
      { type: "blockquote", content: [line(run("Quoted"))] },
    );
    expect(html).toContain('align="right"');
    expect(html).not.toMatch(/align="left"|text-align:\s*left/);
    for (const padding of ["8px 0 8px 12px", "0 24px 0 0", "4px 20px 0 0"])
      expect(html).toContain(`padding:${padding}`);
  });
});
