// @vitest-environment happy-dom

import { Editor } from "@tiptap/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonNode } from "@/lib/content/templates/document.shared";
import { t } from "@/lib/language/t";
import { editorExtensions } from "../editor-extensions";
import { limitProblem } from "../plugins/within-limits";
import { blockKinds, blockKindsAt } from "./block-kinds";
import { activeBlock, blockOfSelection } from "./block-place";
import { moveBlock } from "./change-block";
import { searchKinds } from "./search-kinds";
import { groupKinds, lineKinds, setTextKind } from "./text-kinds";

const nothing = () => undefined;
const upload = async () => null;
let editor: Editor;

const line = (text: string): JsonNode => ({ type: "paragraph", content: text ? [{ type: "text", text }] : [] });
const open = (...blocks: JsonNode[]) =>
  editor.commands.setContent({ type: "doc", content: [{ type: "container", content: blocks }] });
const types = () => (editor.getJSON().content?.[0]?.content ?? []).map(({ type }) => type);
const insert = (id: string) => blockKinds.find((kind) => kind.id === id)?.insert(editor, upload);
/** The names of what the cursor stands in, from the inside. */
const around = () => {
  const { $from } = editor.state.selection;
  return Array.from({ length: $from.depth }, (_, i) => $from.node($from.depth - i).type.name);
};

beforeEach(() => {
  editor = new Editor({
    element: document.createElement("div"),
    extensions: editorExtensions({ upload, onStayed: nothing, onLeave: nothing }),
  });
});
afterEach(() => editor.destroy());

test.each([
  ["twoColumns", ["paragraph", "columnsColumn", "twoColumns"], 0],
  ["threeColumns", ["paragraph", "columnsColumn", "threeColumns"], 0],
  ["card", ["paragraph", "section"], 0],
  ["table", ["paragraph", "tableHeader", "tableRow", "table"], 0],
  ["divider", ["paragraph"], 0],
])("after %s the cursor is where writing goes on", (id, names) => {
  open(line(""));
  insert(id);
  expect(around().slice(0, names.length)).toEqual(names);
  editor.commands.insertContent("here");
  expect(editor.state.selection.$from.parent.textContent).toBe("here");
});

test("columns are entered at the first one, and replace an empty line", () => {
  open(line(""));
  insert("twoColumns");
  expect(editor.state.selection.$from.index(2)).toBe(0);
  expect(types()).toEqual(["twoColumns", "paragraph"]);
});

test("a button's words are selected, so that typing replaces them, and its settings are open", () => {
  open(line("before"));
  insert("button");
  const { from, to } = editor.state.selection;
  expect(editor.state.doc.textBetween(from, to)).toBe("Button");
  expect(activeBlock(editor.state)?.type).toBe("button");
});

test("a line that is being written is not cut in two", () => {
  open(line("one two"), line("after"));
  editor.commands.setTextSelection(5);
  insert("divider");
  expect(types()).toEqual(["paragraph", "horizontalRule", "paragraph"]);
  expect(editor.getText()).toContain("one two");
});

test("in columns no columns are offered", () => {
  open(line(""));
  insert("twoColumns");
  expect(blockKindsAt(editor).map(({ id }) => id)).not.toContain("twoColumns");
});

test("any block can be moved, and leaves its card at the edge", () => {
  open(line("a"), { type: "section", attrs: { class: "card" }, content: [line("b"), line("c")] }, line("d"));
  const move = (by: -1 | 1) => {
    const place = blockOfSelection(editor.state);
    const tr = place && moveBlock(editor.state, place, by);
    if (tr) editor.view.dispatch(tr);
    return tr !== null;
  };
  editor.commands.setTextSelection(2);
  expect(move(-1)).toBe(false);
  expect(move(1)).toBe(true);
  expect(editor.getText({ blockSeparator: "" })).toBe("bcad");
  expect(editor.state.selection.$from.parent.textContent).toBe("a");
  open(line("a"), { type: "section", attrs: { class: "card" }, content: [line("b"), line("c")] }, line("d"));
  editor.commands.setTextSelection(6);
  expect(editor.state.selection.$from.parent.textContent).toBe("b");
  expect(move(-1)).toBe(true);
  expect(types()).toEqual(["paragraph", "paragraph", "section", "paragraph"]);
  expect(editor.getText({ blockSeparator: "" })).toBe("abcd");
});

test("after a block that takes no more lines there is one to write on", () => {
  open(line("a"));
  insert("spacer");
  expect(types()).toEqual(["paragraph", "spacer", "paragraph"]);
});

test("the next line after a title or large text is ordinary text", () => {
  open(line("a"));
  setTextKind(editor, "lead");
  editor.commands.setTextSelection(3);
  editor.commands.splitBlock();
  expect(editor.getJSON().content?.[0]?.content?.map((node) => "attrs" in node && node.attrs?.class)).toEqual([
    "lead",
    "",
  ]);
});

test("a mail larger than one that can be saved is refused", () => {
  open(line("a"));
  const { doc } = editor.state;
  expect(limitProblem(doc)).toBeNull();
  editor.commands.insertContent("x".repeat(100_001));
  expect(editor.state.doc.eq(doc)).toBe(true);
});

test("what is sought by a word of its own stands first", () => {
  const kinds = [...lineKinds, ...groupKinds, ...blockKinds];
  const all = kinds.map(({ id, label, search }) => ({ id, label: t(label), search: t(search) }));
  expect(searchKinds(all, "")).toHaveLength(all.length);
  expect(searchKinds(all, "two")[0]?.id).toBe("twoColumns");
  expect(searchKinds(all, "columns").map(({ id }) => id)).toEqual(["twoColumns", "threeColumns"]);
  expect(searchKinds(all, "picture")[0]?.id).toBe("image");
  expect(searchKinds(all, "zzz")).toEqual([]);
});

test("no two things of the menus have one name", () => {
  const names = [...lineKinds, ...groupKinds, ...blockKinds].map(({ label }) => t(label));
  expect(new Set(names).size).toBe(names.length);
});
