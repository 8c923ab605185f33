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

test.each([
  ["tags one behind the other", Array.from({ length: 8000 }, (_, no) => `{{ x${no} }}\n`).join("")],
  [
    "a condition about thousands of names, around thousands of conditions",
    `{% if a ${Array.from({ length: 20_000 }, (_, no) => `or x${no}`).join(" ")} %}${"{% if b %}{% endif %}".repeat(4900)}{% endif %}`,
  ],
])("takes no time of the square for %s", (_name, source) => {
  const before = process.threadCpuUsage();
  usedMergeTags([{ place: "content", source }]);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1800);
});

test("paths in brackets, ranges and the arguments of filters are merge tags too", () => {
  expect(
    used("{{ contact.tags[contact.no].name | append: contact.end }}{% for i in (1..contact.last) %}{% endfor %}"),
  ).toEqual([
    ["contact.end", false],
    ["contact.last", true],
    ["contact.no", false],
    ["contact.tags.name", false],
  ]);
});
