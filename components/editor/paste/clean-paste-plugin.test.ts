// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { type Editor, getExtensionField } from "@tiptap/core";
import type { Plugin } from "@tiptap/pm/state";
import { expect, test, vi } from "vitest";
import { CleanPastePlugin } from "./clean-paste-plugin";

const picture = '<p>Look</p><img src="data:image/png;base64,iVBORw0KGgo=" alt="A">';
const word = readFileSync("tests/fixtures/paste/word.html", "utf8");
const rtf = readFileSync("tests/fixtures/paste/word.rtf", "utf8");

/** The plugin in an editor that only notes what is put into it, and what a browser does with it. */
function mounted() {
  const pasteHTML = vi.fn();
  const view = { pasteHTML, dom: document.body, posAtCoords: () => null };
  const editor = { view, isDestroyed: false } as unknown as Editor;
  const plugins = getExtensionField<() => Plugin[]>(CleanPastePlugin, "addProseMirrorPlugins", {
    name: "cleanPaste",
    editor,
    storage: {},
    options: { upload: async () => ({ url: "/assets/kept.png", width: 50 }) },
  })();
  const { props } = plugins[0]!;
  const data = (formats: Record<string, string>) => ({ getData: (type: string) => formats[type] ?? "", files: [] });
  return {
    pasteHTML,
    plain: (text: string) => props.transformPastedText?.call(plugins[0]!, text, true, view as never),
    paste(html: string, others: Record<string, string> = {}) {
      const event = { clipboardData: data({ "text/html": html, ...others }) };
      props.handleDOMEvents?.paste?.call(plugins[0]!, view as never, event as never);
      return props.transformPastedHTML?.call(plugins[0]!, html, view as never) ?? "";
    },
    drop(html: string | null) {
      const event = { dataTransfer: data(html ? { "text/html": html } : {}), target: document.body };
      props.handleDOMEvents?.drop?.call(plugins[0]!, view as never, event as never);
      const cleaned = html && props.transformPastedHTML?.call(plugins[0]!, html, view as never);
      const moved = html === null;
      return { cleaned, taken: props.handleDrop?.call(plugins[0]!, view as never, event as never, {} as never, moved) };
    },
  };
}

test("pictures in what is dragged in are uploaded, as in what is pasted", async () => {
  const { drop, pasteHTML } = mounted();
  expect(drop(picture).taken).toBe(true);
  await vi.waitFor(() => expect(pasteHTML).toHaveBeenCalledOnce());
  expect(pasteHTML.mock.calls[0]![0]).toMatch(/<p>Look<\/p><img src="\/assets\/kept.png"/);
});

test("what is dragged in is not mixed up with what was pasted before", () => {
  const { drop, paste } = mounted();
  expect(paste(word, { "text/rtf": rtf })).toContain("pasted:0");
  const dropped = drop(word);
  expect(dropped.cleaned).not.toContain("pasted:");
  expect(dropped.taken).toBe(false);
  paste(picture);
  expect(drop(null).taken).toBe(false);
});

test("plain text loses what no mail can be stored with", () => {
  expect(mounted().plain("a\ud83db\0c😀")).toBe("a\ufffdb\ufffdc😀");
});
