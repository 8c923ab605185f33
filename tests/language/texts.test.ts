import { expect, test } from "vitest";
import { bareWordsIn } from "./bare-words";
import { speakingFiles, textsIn } from "./texts";

test("x", () => {
  const t0 = Date.now();
  const texts = textsIn(speakingFiles());
  const bare = bareWordsIn(speakingFiles().filter((f) => /^(app|components)/.test(f)));
  console.log(texts.length, bare.length, Date.now() - t0, bare.slice(0, 20), bare.slice(-20));
});
