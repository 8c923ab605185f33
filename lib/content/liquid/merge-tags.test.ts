import { expect, test } from "vitest";
import { usedMergeTags } from "./merge-tags";

const used = (source: string) =>
  usedMergeTags([{ place: "content", source }]).map((tag) => [tag.path, tag.hasFallback]);

test("a tag with a default has a fallback; one use without it counts", () => {
  expect(used('{{ contact.first_name | default: "you" }} {{ contact.city }}')).toEqual([
    ["contact.city", false],
    ["contact.first_name", true],
  ]);
  expect(used('{{ contact.city | default: "x" }} {{ contact.city | upcase }}')).toEqual([["contact.city", false]]);
});

test("what was asked about first is provided for, at any depth", () => {
  expect(used("{% if contact.city %}In {% unless contact.away %}{{ contact.city }}{% endunless %}{% endif %}")).toEqual(
    [
      ["contact.away", true],
      ["contact.city", true],
    ],
  );
  expect(used("{% if contact.city %}{{ contact.plan }}{% endif %}")).toEqual([
    ["contact.city", true],
    ["contact.plan", false],
  ]);
});

test("names made inside the mail are not merge tags", () => {
  expect(
    used("{% assign n = contact.first_name %}{{ n }}{% for i in (1..3) %}{{ i }}{{ forloop.index }}{% endfor %}"),
  ).toEqual([["contact.first_name", true]]);
});

test("every place a tag stands in is named", () => {
  const tags = usedMergeTags([
    { place: "subject", source: "{{ contact.first_name }}" },
    { place: "content", source: "{{ contact.first_name }}" },
  ]);
  expect(tags).toEqual([
    { path: "contact.first_name", hasFallback: false, asked: false, places: ["subject", "content"] },
  ]);
});
