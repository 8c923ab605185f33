import { expect, test } from "vitest";
import { ownWords } from "./own-words";

test.each([
  ["Thanks!\n\nOn Mon, 23 Nov 2026 at 10:00 Acme <news@acme.test> wrote:\n> Hello", "Thanks!"],
  ["Danke\r\n\r\nAm 23.11.2026 um 10:00 schrieb Acme:\r\n> Hallo", "Danke"],
  ["Merci\n\nLe lun. 23 nov. 2026 à 10:00, Acme <news@acme.test> a écrit :\n> Bonjour", "Merci"],
  ["Yes\n\nOn Mon, 23 Nov 2026 at 10:00\nAcme <news@acme.test> wrote:\n> Hello", "Yes"],
  ["No\n-----Original Message-----\nFrom: Acme", "No"],
  ["Sure\n\nFrom: Acme <news@acme.test>\nSent: Monday, 23 November 2026 10:00\nTo: Ada\n\nHello", "Sure"],
  ["Oui\n\nDe : Acme <news@acme.test>\nEnvoyé : lundi\nObjet : Bonjour", "Oui"],
  ["From: the shop I got two letters.\nBoth late.", "From: the shop I got two letters.\nBoth late."],
  ["Below\n________________________________\nFrom: Acme", "Below"],
  ["> a question\nmy answer\n> another", "my answer"],
  ["> only a quotation", "> only a quotation"],
  ["On my way to the shop I saw it.", "On my way to the shop I saw it."],
])("%j says %j", (text, words) => {
  expect(ownWords(text)).toBe(words);
});

test("takes its time with nothing", () => {
  expect(ownWords(`on ${"a ".repeat(200_000)}`).length).toBeGreaterThan(1000);
  expect(ownWords("On \n".repeat(100_000))).toContain("On");
});
