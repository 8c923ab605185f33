// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"handleDisabledFileLoadingAsSuccess":true}}
import { readFileSync } from "node:fs";
import { getSchema } from "@tiptap/core";
import { DOMParser as PmParser } from "@tiptap/pm/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unstorable } from "@/lib/base/http/storable-json";
import { EmailDocument, type JsonNode } from "@/lib/content/templates/document.shared";
import { editorExtensions } from "../editor-extensions";
import { cleanPaste } from "./clean-paste";
import { wordsOf } from "./left-out";
import { picturesInRtf } from "./rtf-pictures";

const nothing = () => undefined;
const schema = getSchema(editorExtensions({ upload: async () => null, onStayed: nothing, onLeave: nothing }));
const sample = (name: string) => readFileSync(`tests/fixtures/paste/${name}`, "utf8");

/** What the editor makes of it, and proof that it can be saved. */
function pasted(html: string, rtf = "") {
  const cleaned = cleanPaste(html, rtf);
  const { body } = new DOMParser().parseFromString(cleaned.html, "text/html");
  const json = PmParser.fromSchema(schema).parse(body).toJSON();
  expect(EmailDocument.safeParse(json).error?.issues).toBeUndefined();
  const blocks = (json as { content: JsonNode[] }).content[0]?.content ?? [];
  return { ...cleaned, blocks, outline: blocks.map(outline) };
}

/** A block in short: its type, and its words or what is in it. */
function outline(node: JsonNode): string {
  if (node.type === "text")
    return node.marks?.length ? `[${node.marks.map((mark) => mark.type)}:${node.text}]` : `${node.text}`;
  if (node.type === "hardBreak") return "/";
  const inner = (node.content ?? []).map(outline);
  if (node.type === "paragraph") return inner.join("");
  return `${node.type}(${inner.join(node.type === "heading" ? "" : " | ")})`;
}

test("Word: title, styles, lists inside lists, a link and a table stay; what its computer keeps is left out and said", () => {
  const { outline: lines, html, left } = pasted(sample("word.html"));
  expect(lines).toEqual([
    "heading(Autumn newsletter)",
    "[bold:Hello] and [italic:welcome],",
    "read [link:the whole story] now.",
    "bulletList(listItem(Warm socks | bulletList(listItem(of [bold:wool]))) | listItem(Tea))",
    "orderedList(listItem(Order today))",
    "table(tableRow(tableCell(Thing) | tableCell(Price)) | tableRow(tableCell(Socks) | tableCell(12 €)))",
  ]);
  expect(html).not.toMatch(/file:|mso|class=|style=/i);
  expect(wordsOf(left)).toBe(
    "Left out: one picture that could not be read (drag the file in instead); fonts and colours, which your brand decides.",
  );
});

test("Word: a picture whose bytes are in the RTF comes along", () => {
  const rtf = sample("word.rtf");
  const [file, ...more] = picturesInRtf(rtf);
  expect(more).toEqual([]);
  expect(file).toMatchObject({ type: "image/png", size: 70 });
  const { files, outline: lines, left } = pasted(sample("word.html"), rtf);
  expect(files).toHaveLength(1);
  expect(lines[5]).toBe("image()");
  expect(left.pictures).toBe(0);
});

test("Google Docs: bold only where it is bold, nested lists, a centred picture, a table", () => {
  const { outline: lines, blocks, left } = pasted(sample("google-docs.html"));
  expect(lines).toEqual([
    "heading(What is new)",
    "Plain, [bold:bold][italic,underline: and more]",
    "bulletList(listItem(One | bulletList(listItem(One and a half))) | listItem([link:Two]))",
    "image()",
    "table(tableRow(tableCell(Day) | tableCell(Hours)) | tableRow(tableCell(Monday) | tableCell(9 to 5)))",
  ]);
  expect(blocks[3]?.attrs).toMatchObject({ width: "300", alignment: "center" });
  expect(wordsOf(left)).toContain("Pictures are still shown from lh7-rt.googleusercontent.com.");
});

test("Outlook: bullets, both of its own and of HTML, and one line a division", () => {
  const { outline: lines, left } = pasted(sample("outlook.html"));
  expect(lines).toEqual([
    "Dear all,",
    "bulletList(listItem(the plan and [link:Ada]))",
    "bulletList(listItem(first point) | listItem(second point))",
    "Line one",
    "Line two",
    "Regards",
  ]);
  expect(left).toMatchObject({ pictures: 1, links: 1 });
});

test("a page: words, picture and list stay; scripts, forms, films and what nobody sees do not", () => {
  const { outline: lines, blocks, html, left } = pasted(sample("web-page.html"));
  expect(lines).toEqual([
    "heading(Ten ideas#)",
    "image()",
    "By the lake",
    "A first [code:idea] & a bad link, a short one.",
    "Mail Join",
    "heading(Small print)",
    "[code:npm install][code:/][code:npm test]".replace("[code:/]", "/"),
    "[bold:Term]",
    "What it means",
    "Left side",
    "Right side",
    "orderedList(listItem(third | bulletList(listItem(deeper))))",
  ]);
  expect(blocks[5]?.attrs?.level).toBe(3);
  expect(blocks[3]?.attrs?.class).toBe("");
  expect(blocks[11]?.attrs?.start).toBe(3);
  expect(html).not.toMatch(/alert|onclick|pixel\.example|not see this/);
  expect(left).toMatchObject({ embedded: 3, links: 2, layouts: 1, looks: true });
});

test("a sheet stays a table, its numbers to the right", () => {
  const { outline: lines, blocks } = pasted(sample("excel.html"));
  expect(lines).toEqual([
    "table(tableRow(tableCell(City) | tableCell(People) | tableCell(Year)) | " +
      "tableRow(tableCell(Bern) | tableCell(134591) | tableCell(2023)) | tableRow(tableCell(Basel) | tableCell(173552) | tableCell()))",
  ]);
  expect(blocks[0]?.content?.[1]?.content?.[1]?.content?.[0]?.attrs?.alignment).toBe("right");
});

test("a picture in the text itself is handed over as a file", () => {
  const { files, html } = cleanPaste(`<p>a</p><img alt="dot" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`, "");
  expect(files.map(({ type, size }) => [type, size])).toEqual([["image/gif", 14]]);
  expect(html).toBe('<p>a</p><img alt="dot" src="pasted:0">');
});

test("however many line ends follow each other, each is looked at once", () => {
  const many = "<br>".repeat(3000);
  expect(pasted(`before${many}after`).html.match(/<br>/g)).toHaveLength(3000);
  expect(pasted(`<p>one</p>${many} ${many}<p>two</p>`).outline).toEqual(["one", "two"]);
});

test("halves of characters and NUL, of a clipboard or of a text that is cut, come into no mail", () => {
  const long = `${"x".repeat(499)}😀`;
  const link = `<a href="https://example.com/\udc00" title="${long.slice(200)}\ud800">d</a>`;
  const { blocks } = pasted(`<p>a\ud83db\0c ${link}</p><img src="https://example.com/a.png" alt="${long}">`);
  expect(unstorable(blocks)).toBeNull();
});

test("what was copied from another mail here comes back as it was", () => {
  const own =
    '<div data-pm-slice="0 0 []" data-type="twoColumns"><div data-width="33%" data-type="column"><p data-kind="lead">a <span data-path="contact.first_name" data-fallback="you">x</span></p></div><div data-type="column"><div data-type="button" data-kind="outline" data-href="https://example.com"><span>Go</span></div></div></div>';
  const { blocks } = pasted(own);
  const [left, right] = blocks[0]?.content ?? [];
  expect(left).toMatchObject({ attrs: { width: "33%" }, content: [{ attrs: { class: "lead" } }] });
  expect(left?.content?.[0]?.content?.[1]?.attrs).toEqual({ path: "contact.first_name", fallback: "you" });
  expect(right?.content?.[0]).toMatchObject({
    type: "button",
    attrs: { class: "outline", href: "https://example.com" },
  });
});

const tags = "p div span b i u a ul ol li table tr td th h1 h4 blockquote img section pre br hr section center".split(
  " ",
);
const values = fc.oneof(
  fc.constantFrom(
    "javascript:alert(1)",
    "file:///C:/a.png",
    "https://example.com/a",
    "-7",
    "1e9",
    "center",
    "lead",
    "data:,x",
  ),
  fc.string({ maxLength: 600 }),
);
const names =
  "href src alt title width height class style align start type colspan rowspan id data-type data-kind data-align data-href data-path data-fallback data-height data-width rel target".split(
    " ",
  );
const html = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.string({ maxLength: 20 }),
    fc
      .tuple(
        fc.constantFrom(...tags),
        fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 4 }),
        fc.array(tie("node"), { maxLength: 4 }),
      )
      .map(([tag, attrs, inner]) => {
        const written = Object.entries(attrs).map(([name, value]) => `${name}="${value.replace(/["&<>]/g, "")}"`);
        return `<${tag} ${written.join(" ")}>${inner.join("")}</${tag}>`;
      }),
  ),
})).node;

test("whatever is pasted can be saved", () => {
  fc.assert(
    fc.property(html, (source) => {
      pasted(source);
    }),
    { numRuns: 300 },
  );
});
