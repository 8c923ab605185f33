import { expect, test } from "vitest";
import { linkProblem, tidyUrl } from "./tidy-url";

test.each([
  ["example.com/a", "https://example.com/a"],
  [" https://example.com ", "https://example.com"],
  ["ada@example.com", "mailto:ada@example.com"],
  ["{{ contact.site }}", "{{ contact.site }}"],
  ["#top", "#top"],
  ["//example.com", "https://example.com"],
])("%s means %s", (input, url) => {
  expect(tidyUrl(input)).toBe(url);
  expect(linkProblem(url)).toBeNull();
});

test.each(["", "javascript:alert(1)", "ftp://example.com", "https://nodot", "https://exa mple.com/ a"])(
  "%j is refused in words",
  (url) => {
    expect(linkProblem(url)).toMatch(/\.$/);
  },
);

test("personal values may have spaces inside their braces", () => {
  expect(linkProblem("https://example.com/?n={{ contact.first_name }}")).toBeNull();
});
