import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { defaultBrand } from "@/emails/theme";
import { builtinTemplates } from "@/lib/content/templates/builtin-templates";
import { EmailDocument, type JsonNode, markAttrs, nodeAttrs } from "@/lib/content/templates/document.shared";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import { renderDocument } from "@/lib/content/templates/render-document";
import { editorExtensions } from "./editor-extensions";
import { inOneContainer } from "./nodes/document-nodes";

const nothing = () => undefined;
const schema = getSchema(editorExtensions({ upload: async () => null, onStayed: nothing, onLeave: nothing }));

const text = (words: string): JsonNode => ({ type: "text", text: words });
const paragraph = (...content: JsonNode[]): JsonNode => ({ type: "paragraph", content });

test("the renderer knows every block and every style that the editor can make, and no more", () => {
  expect(Object.keys(schema.nodes).sort()).toEqual(Object.keys(nodeAttrs).sort());
  expect(Object.keys(schema.marks).sort()).toEqual(Object.keys(markAttrs).sort());
});

test("every attribute that the editor can set is known", () => {
  for (const [name, type] of Object.entries(schema.nodes)) {
    const known = Object.keys(nodeAttrs[name as keyof typeof nodeAttrs].shape);
    expect(known, name).toEqual(expect.arrayContaining(Object.keys(type.spec.attrs ?? {})));
  }
  for (const [name, type] of Object.entries(schema.marks)) {
    const known = Object.keys(markAttrs[name as keyof typeof markAttrs].shape);
    expect(known, name).toEqual(expect.arrayContaining(Object.keys(type.spec.attrs ?? {})));
  }
});

test.each([...builtinTemplates.map((template) => [template.key, template.document]), ["empty", emptyDocument]])(
  "the editor opens the design %s whole",
  (_, document) => {
    expect(() => schema.nodeFromJSON(document).check()).not.toThrow();
  },
);

test("what the API stored without a container, or in several, is opened in one", () => {
  const line = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
  const stored = { type: "doc" as const, content: [line("a"), { type: "container", content: [line("b")] }] };
  const opened = schema.nodeFromJSON(inOneContainer(stored));
  opened.check();
  expect(opened.childCount).toBe(1);
  expect(opened.textContent).toBe("ab");
  expect(() => schema.nodeFromJSON(inOneContainer({ type: "doc", content: [] })).check()).not.toThrow();
});

test.each<[string, object]>([
  ["without blocks", { type: "doc" }],
  ["with nothing for blocks", { type: "doc", content: null }],
  ["with a piece of text that is empty", { type: "doc", content: [paragraph(text("a"), text(""), text("b"))] }],
  ["with a piece of text that says none", { type: "doc", content: [paragraph({ type: "text" })] }],
  [
    "with nothing in a card, a quote, a list and columns",
    {
      type: "doc",
      content: [
        { type: "section" },
        { type: "blockquote", content: [] },
        { type: "bulletList", content: [{ type: "listItem" }] },
        { type: "twoColumns", content: [{ type: "columnsColumn" }, { type: "columnsColumn", content: null }] },
        { type: "table", content: [{ type: "tableRow", content: [{ type: "tableCell" }] }] },
      ],
    },
  ],
  ["with nothing for marks and attributes", { type: "doc", content: [{ ...paragraph(), attrs: null, marks: null }] }],
])("what is stored %s is opened, not thrown away", (_, stored) => {
  expect(() => schema.nodeFromJSON(inOneContainer(EmailDocument.parse(stored))).check()).not.toThrow();
});

test.each([null, "https://example.com", "java\tscript:alert(1)", "\u0001data:text/html,x"])(
  "the link %j is drawn, and runs nothing",
  (href) => {
    const link = schema.mark("link", { href });
    const [, drawn] = link.type.spec.toDOM!(link, true) as unknown as [string, { href: string | null }];
    expect(drawn.href ?? "").toBe(href?.startsWith("https:") ? href : "");
  },
);

test("what is opened and saved is the same mail as before", async () => {
  const link = { type: "link", attrs: { href: "https://example.com", title: "There", "ses:no-track": "true" } };
  const item = { type: "listItem", content: [paragraph(text("fourth"))] };
  const stored = {
    type: "doc",
    content: [
      { type: "heading", content: [text("A heading of no level")] },
      { type: "heading", attrs: { level: 5, alignment: "right" }, content: [text("Small")] },
      { type: "paragraph", attrs: { class: "lead other", alignment: "justify" }, content: [text("Led"), text("")] },
      paragraph({ ...text("far"), marks: [link, { type: "sup" }] }),
      { type: "image", attrs: { src: "/a.png", alt: "Low", width: "120", height: 40, class: "wide" } },
      { type: "image", attrs: { src: "/b.png", width: "50%", alignment: "left", href: "https://example.com" } },
      { type: "spacer" },
      { type: "button", attrs: { href: "https://example.com", class: "outline" }, content: [text("Go")] },
      { type: "orderedList", attrs: { start: 4, type: "a" }, content: [item] },
      { type: "section", attrs: { class: "tint" }, content: [{ type: "blockquote", content: [paragraph(text("q"))] }] },
      {
        type: "twoColumns",
        content: ["30%", "70%"].map((width) => ({
          type: "columnsColumn",
          attrs: { width, align: "left", "data-id": "1" },
          content: [paragraph(text(width))],
        })),
      },
    ],
  };
  const saved = schema.nodeFromJSON(inOneContainer(EmailDocument.parse(stored))).toJSON();
  const render = (document: unknown) =>
    renderDocument(document, { brand: defaultBrand, subject: "", previewText: "", assetBase: "https://example.com" });
  expect(await render(saved)).toEqual(await render(stored));
});
