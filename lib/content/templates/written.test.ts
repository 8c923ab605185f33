import { expect, test } from "vitest";
import { builtinTemplates } from "./builtin-templates";
import { emptyDocument } from "./empty-document.shared";
import { readWritten } from "./written";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const ofBlocks = (...content: unknown[]) => ({ type: "doc", content });
const written = (document: unknown) => readWritten({ contentKind: "document", document, html: null });

test("a built-in design is nobody's writing until a word of it is changed", () => {
  for (const { document, key } of builtinTemplates) {
    expect(written(document).written, key).toBe("design");
    const changed = written({ ...document, content: [...document.content, paragraph("Our own news.")] });
    expect(changed.written, key).toBe("own");
    expect(changed.designPassages.length, key).toBeGreaterThan(0);
  }
});

test("taking blocks out of a design, or another picture in it, is no writing", () => {
  const { document } = builtinTemplates[0]!;
  expect(written({ ...document, content: document.content.slice(0, 3) }).written).toBe("design");
  const picture = { type: "image", attrs: { src: "https://shop.example/a.png", alt: "A tent" } };
  expect(written({ ...document, content: [...document.content, picture] }).written).toBe("design");
});

test("own words leave no passage of a design behind", () => {
  expect(written(ofBlocks(paragraph("Spring is here.")))).toEqual({ written: "own", designPassages: [] });
});

test("nothing is written where there is no word and no picture", () => {
  expect(written(emptyDocument).written).toBe("nothing");
  expect(written(null).written).toBe("nothing");
  expect(written(ofBlocks({ type: "horizontalRule" }, paragraph("  "))).written).toBe("nothing");
  expect(written(ofBlocks({ type: "image", attrs: {} })).written).toBe("nothing");
});

test("a picture alone is a mail, and so is code", () => {
  expect(written(ofBlocks({ type: "image", attrs: { src: "https://shop.example/a.png" } })).written).toBe("own");
  const html = (text: string | null) => readWritten({ contentKind: "html", document: null, html: text }).written;
  expect([html("<p>Hello</p>"), html("  "), html(null)]).toEqual(["own", "nothing", "nothing"]);
});
