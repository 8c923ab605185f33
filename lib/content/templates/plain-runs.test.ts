import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlLiquid, plainLiquid } from "@/lib/content/liquid/liquid";
import { fillRuns, plainRuns } from "./plain-runs";

const tag = fc.constantFrom(
  "{{ contact.v }}",
  "{{contact.v}}",
  '{{ contact.v | default: "you" }}',
  "{{ contact.v | default: 'a \"b\" <c>' }}",
  "{{ contact.missing | default: '' }}",
  "{{ contact.v | default: 0 }}",
  "{{ contact.v | default: -12 }}",
  "{{ contact.v | url_part }}",
  '{{ contact.v | default: "https://x.example/?a=1&b=2" | whole_url }}',
  "{{ slots.links[1] }}",
  "{{ slots.links[9] }}",
  "{{ unsubscribe_url }}",
  "{{ workspace.name }}",
);
const words = fc.string({ unit: fc.constantFrom("a", " ", "<b>", "&", "\n", "}", "%}", "é") });
const value = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "<script>",
    "{{ contact.v }}",
    'https://a.example/é?q=%20"',
    "javascript:x",
    null,
    undefined,
    true,
    false,
    0,
    1.5,
  ),
);

test("property: filling values in gives what Liquid gives", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(tag, words), { maxLength: 12 }), value, (pieces, v) => {
      const source = pieces.join("");
      const runs = plainRuns(source);
      fc.pre(runs !== null);
      const data = {
        contact: { v },
        workspace: { name: "A & B" },
        slots: { links: ["x", "https://t.example/?a=1&b=2"] },
        unsubscribe_url: "https://t.example/u",
      };
      expect(fillRuns(runs, data, true)).toBe(htmlLiquid.parseAndRenderSync(source, data));
      expect(fillRuns(runs, data, false)).toBe(plainLiquid.parseAndRenderSync(source, data));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  "{% if contact.v %}x{% endif %}",
  "{{ contact.v | upcase }}",
  "{{- contact.v }}",
  "{{ contact.size }}",
  "{{ contact.v.first }}",
  "{{ nil }}",
  "{{ contact.v | default: contact.w }}",
  "{{ contact.v",
])("%s is left to Liquid", (source) => {
  expect(plainRuns(source)).toBeNull();
});

test("values that are not plain are left to Liquid", () => {
  const runs = plainRuns("{{ contact.v }}");
  expect(runs && fillRuns(runs, { contact: { v: ["a"] } }, true)).toBeNull();
});
