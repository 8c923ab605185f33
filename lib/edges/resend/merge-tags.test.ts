import { expect, test } from "vitest";
import { liquidOf } from "./merge-tags";

const variables = new Set(["product", "first_name"]);
const fallbacks = new Map([["plan", "free"]]);

test.each([
  ["Hi {{{FIRST_NAME|there}}}", 'Hi {{ contact.first_name | default: "there" }}'],
  ["{{{contact.first_name}}}, {{{ contact.plan }}}", '{{ contact.first_name }}, {{ contact.plan | default: "free" }}'],
  ["{{{contact.plan|none}}}", '{{ contact.plan | default: "none" }}'],
  ['<a href="{{{RESEND_UNSUBSCRIBE_URL}}}">', '<a href="{{ unsubscribe_url }}">'],
  [`{{{EMAIL|the "one"}}}`, `{{ contact.email | default: 'the "one"' }}`],
  ["{{{ANYTHING}}} {{ contact.email }}", "{{{ANYTHING}}} {{ contact.email }}"],
])("%s", (given, liquid) => {
  expect(liquidOf(given, { fallbacks })).toBe(liquid);
});

test("variables of a template go before what every mail knows", () => {
  expect(liquidOf("{{{PRODUCT}}} {{{FIRST_NAME|you}}}", { variables })).toBe(
    '{{ data.product }} {{ data.first_name | default: "you" }}',
  );
});
