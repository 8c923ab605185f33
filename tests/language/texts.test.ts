import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { compileMessage } from "@/lib/language/compile";
import { keyOf } from "@/lib/language/key-of";
import { textOf } from "../support/house";
import { bareWordsIn } from "./bare-words";
import { speakingFiles, textsIn } from "./texts";

const texts = textsIn(speakingFiles());

/** The compiled form, or that there is none. */
function outcomeOf(read: (source: string) => unknown, source: string): unknown {
  try {
    return read(source);
  } catch {
    return "cannot be read";
  }
}

describe("texts of the code", () => {
  test("they are compiled in the browser as icu-minify does it", () => {
    const differing = texts.filter(({ withValues, source }) => {
      const [own, theirs] = [outcomeOf(compileMessage, source), outcomeOf(compile, source)];
      return withValues && (theirs === "cannot be read" || JSON.stringify(own) !== JSON.stringify(theirs));
    });
    expect(differing.map(({ place, source }) => `${place} ${source}`)).toEqual([]);
  });

  test("none of them is said while its file is loaded: nobody asked yet", () => {
    expect(texts.filter(({ atLoad }) => atLoad).map(({ place }) => place)).toEqual([]);
  });

  test("none names a row of a list: in another language two may be worded alike", () => {
    const keys = speakingFiles().filter((file) => / key=\{t\(/.test(textOf(file)));
    expect(keys).toEqual([]);
  });

  test("places for values have values", () => {
    const without = texts.filter(
      ({ withValues, source }) => withValues === false && Array.isArray(outcomeOf(compileMessage, source)),
    );
    expect(without.map(({ place, source }) => `${place} ${source}`)).toEqual([]);
  });

  test("no two share a key", () => {
    const sources = new Set(texts.map(({ key }) => key));
    expect(new Set([...sources].map(keyOf)).size).toBe(sources.size);
  });
});

describe("words on screens", () => {
  /** No words for people, though they look like some. */
  const others: Readonly<Record<string, string>> = {
    "components/editor/editor-canvas.tsx": "what browsers call dropped files",
    "components/goals/goal-dialog.tsx": "names of events and properties, as a program gives them",
    "components/installation/versions-card.tsx": "a name",
    "components/shell/command-palette.tsx": "how the names of keys begin",
  };

  test("each is in the catalogs: npm run texts -- --bare FOLDER", () => {
    const screens = speakingFiles().filter((file) => /^(app|components)\//.test(file));
    const bare = bareWordsIn(screens).filter((found) => !(found.replace(/:.*/s, "") in others));
    expect(bare).toEqual([]);
  });
});
