import { expect, test } from "vitest";
import { keepCatalog } from "./catalog";
import { compileMessage } from "./compile";
import { keyOf } from "./key-of";
import { sayAgain, toKeep } from "./say-again";
import { inLanguage, learnLanguages } from "./server";
import { msg } from "./t";

learnLanguages();
const texts = {
  refused: msg("{peer} refused {user}: {reply}"),
  slow: msg("{peer} is too slow."),
  plain: msg("It's the server's fault."),
  left: msg("{list} is full; {count, plural, one {# person waits} other {# people wait}}."),
  because: msg("It was stopped. {why}"),
};
keepCatalog("de", {
  [keyOf("{peer} refused {user}: {reply}")]: compileMessage("{user} wurde von {peer} abgewiesen: {reply}"),
  [keyOf("{peer} is too slow.")]: compileMessage("{peer} ist zu langsam."),
  [keyOf("It's the server's fault.")]: "Es liegt am Server.",
  [keyOf("{list} is full; {count, plural, one {# person waits} other {# people wait}}.")]: compileMessage(
    "{count, plural, one {Eine Person wartet} other {# Personen warten}}, denn {list} ist voll.",
  ),
  [keyOf("It was stopped. {why}")]: compileMessage("Angehalten: {why}"),
});

const inGerman = (kept: string) => inLanguage("de", () => sayAgain(kept, Object.values(texts)));

test("what is kept is English, whoever asked for it", () => {
  const values = { peer: "mail.test:25", user: "ada", reply: "535 {no} 5.7.8" };
  const kept = inLanguage("de", () => toKeep(texts.refused, values));
  expect(kept).toBe("mail.test:25 refused ada: 535 {no} 5.7.8");
  expect(sayAgain(kept, Object.values(texts))).toBe(kept);
  expect(inGerman(kept)).toBe("ada wurde von mail.test:25 abgewiesen: 535 {no} 5.7.8");
});

test("the text that it was made of is found among several", () => {
  expect(inGerman("mail.test:25 is too slow.")).toBe("mail.test:25 ist zu langsam.");
  expect(inGerman("It's the server's fault.")).toBe("Es liegt am Server.");
});

test("a number is one again, and written as numbers are where it is read", () => {
  expect(inGerman("News is full; 1 person waits.")).toBe("Eine Person wartet, denn News ist voll.");
  expect(inGerman("News is full; 12,000 people wait.")).toBe("12.000 Personen warten, denn News ist voll.");
  expect(inGerman("News is full; many people wait.")).toBe("News is full; many people wait.");
});

test("a sentence within a sentence is said too", () => {
  const said = (kept: string): string => sayAgain(kept, Object.values(texts), { why: said });
  const kept = "It was stopped. It was stopped. It's the server's fault.";
  expect(inLanguage("de", () => said(kept))).toBe("Angehalten: Angehalten: Es liegt am Server.");
});

test("words of others, and of earlier releases, stay as they are", () => {
  for (const kept of ["", " is too slow", "550 5.1.1 no such user", "It's the server's fault. Really."])
    expect(inGerman(kept)).toBe(kept);
});
