import { expect, test } from "vitest";
import { tagLabel, textParts } from "./merge-text-parts";

test("a subject is taken apart into words and tags with their fallbacks", () => {
  expect(textParts('{{ contact.first_name | default: "Hello" }}, 20% off {{contact.city}}')).toEqual([
    { path: "contact.first_name", fallback: "Hello" },
    { text: ", 20% off " },
    { path: "contact.city", fallback: "" },
  ]);
});

test("what is no plain tag stays as it is, whatever its length", () => {
  for (const line of [
    "",
    "no tags",
    "{% if x %}a{% endif %}",
    "{{ contact.name | upcase }}",
    "{{",
    "{{ ".repeat(50_000),
  ])
    expect(
      textParts(line)
        .map((part) => ("text" in part ? part.text : "?"))
        .join(""),
    ).toBe(line);
});

test("a field that is gone has its key as words", () => {
  expect(tagLabel("contact.kunde_seit")).toBe("Kunde seit");
});
