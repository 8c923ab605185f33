import { expect, test } from "vitest";
import { isRefusedUrl } from "./refused-url.shared";

test.each([
  "javascript:alert(1)",
  " \n JavaScript:alert(1)",
  "java\tscript:alert(1)",
  "java\r\nscript\n:alert(1)",
  "\u0001javascript:alert(1)",
  "\0data:text/html,x",
  "vb\tscript:x",
  "blob:https://example.com/1",
  "file:///etc/passwd",
])("%j is refused, as a browser reads it", (url) => {
  expect(isRefusedUrl(url)).toBe(true);
});

test.each(["https://example.com/javascript:1", "/assets/a.png", "mailto:a@example.com", "{{ contact.page }}", "", "#"])(
  "%j may stand in a mail",
  (url) => {
    expect(isRefusedUrl(url)).toBe(false);
  },
);
