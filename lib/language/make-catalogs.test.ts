import format, { type CompiledMessage } from "icu-minify/format";
import { expect, test } from "vitest";
import { keyOf } from "./key-of";
import { compileCatalog } from "./make-catalogs.mjs";

const sources = [
  "{name} is at <b>{place}</b>",
  "{n, plural, one {# of {name}} other {# at {name}}}",
  "{when, select, now {{name} now} other {later}}",
  "At least {share}%",
];
const values = {
  name: "ada@x.test",
  place: "C:/x",
  n: 1,
  when: "now",
  share: 5,
  b: (inner: unknown[]) => inner.join(),
};
const formatters = {
  getNumberFormat: () => new Intl.NumberFormat("en"),
  getPluralRules: () => new Intl.PluralRules("en"),
  getDateTimeFormat: () => new Intl.DateTimeFormat("en"),
};

function saidIn(language: string): unknown[] {
  const made: object = compileCatalog(Object.fromEntries(sources.map((source) => [source, source])), language);
  const catalog = made as Record<string, CompiledMessage>;
  return sources.map((source) => {
    const said = format<unknown>(catalog[keyOf(source)] ?? "", "en", values, { formatters });
    return Array.isArray(said) ? said.join("") : said;
  });
}

test("in a text from the right each value stands as a whole; choices and figures are as elsewhere", () => {
  expect(saidIn("de")).toEqual(["ada@x.test is at C:/x", "1 of ada@x.test", "ada@x.test now", "At least 5%"]);
  expect(saidIn("ar")).toEqual([
    "\u2068ada@x.test\u2069 is at \u2068C:/x\u2069",
    "1 of \u2068ada@x.test\u2069",
    "\u2068ada@x.test\u2069 now",
    "At least 5%",
  ]);
});
