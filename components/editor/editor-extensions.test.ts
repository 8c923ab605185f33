import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { builtinTemplates } from "@/lib/content/templates/builtin-templates";
import { markAttrs, nodeAttrs } from "@/lib/content/templates/document.shared";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import { editorExtensions } from "./editor-extensions";
import { inOneContainer } from "./nodes/document-nodes";

const nothing = () => undefined;
const schema = getSchema(editorExtensions({ upload: async () => null, onStayed: nothing, onLeave: nothing }));

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
