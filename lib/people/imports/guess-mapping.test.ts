import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesCode } from "@/lib/base/csv/column-names";
import { fieldKey } from "@/lib/people/contacts/field-key";
import { guessMapping } from "./guess-mapping";

const places = (header: string[], ...rows: string[][]) => guessMapping(header, rows, []).map(({ to }) => to);

describe("names of people", () => {
  test.each([
    [
      ["E-Mail", "Name", "Vorname"],
      ["a@b.test", "Müller", "Jörg"],
      ["email", "lastName", "firstName"],
    ],
    [
      ["E-Mail", "Nom", "Prénom"],
      ["a@b.test", "Martin", "Luc"],
      ["email", "lastName", "firstName"],
    ],
    [
      ["Email", "Nome", "Cognome"],
      ["a@b.test", "Luca", "Rossi"],
      ["email", "firstName", "lastName"],
    ],
    [
      ["Email", "Nombre", "Apellido"],
      ["a@b.test", "Ana", "Ruiz"],
      ["email", "firstName", "lastName"],
    ],
    [
      ["Email", "Naam", "Voornaam"],
      ["a@b.test", "de Vries", "Jan"],
      ["email", "lastName", "firstName"],
    ],
    [
      ["Email", "Name", "Surname"],
      ["a@b.test", "Jane", "Doe"],
      ["email", "firstName", "lastName"],
    ],
    [
      ["Email", "Name", "First name"],
      ["a@b.test", "Jane Doe", "Jane"],
      ["email", "fullName", "firstName"],
    ],
    [
      ["Email", "Full name", "First name"],
      ["a@b.test", "Jane Doe", "Jane"],
      ["email", "fullName", "firstName"],
    ],
    [
      ["Email", "Name"],
      ["a@b.test", "Jane Doe"],
      ["email", "fullName"],
    ],
    [
      ["Email", "Nom"],
      ["a@b.test", "Luc Martin"],
      ["email", "fullName"],
    ],
    [
      ["Email", "Name", "Vorname", "Nachname"],
      ["a@b.test", "J M", "J", "M"],
      ["email", "fullName", "firstName", "lastName"],
    ],
  ])("%j", (header, row, expected) => {
    expect(places(header, row)).toEqual(expected);
  });
});

test("headers that stand twice or begin alike are numbered, also the second time", () => {
  const long = "How did you hear about us and what would you like to read more about";
  const header = ["Email", "Phone", "phone", "Email", `${long}: news`, `${long}: offers`];
  const rows = [["a@b.test", "x", "y", "c@d.test", "p", "q"]];
  const first = guessMapping(header, rows, []);
  const labels = first.flatMap((target) => (target.to === "newField" ? [target.label] : []));
  expect(labels).toEqual(["Phone", "phone 2", "Email 2", long.slice(0, 60).trim(), `${long.slice(0, 58).trim()} 2`]);
  const fields = labels.map((label, at) => ({ key: `f${at}`, label, type: "text" as const, options: [] }));
  expect(guessMapping(header, rows, fields).map((target) => (target.to === "field" ? target.key : target.to))).toEqual([
    "email",
    "f0",
    "f1",
    "f2",
    "f3",
    "f4",
  ]);
});

test("whatever the headers are, no place, field or label is proposed twice, and no more fields than there may be", () => {
  const words = fc.constantFrom(
    "Email",
    "email",
    "Phone",
    "phone",
    "Phone 2",
    "имя",
    "Имя",
    "город",
    "★",
    "",
    "Name",
    "tags",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 300 }), (header) => {
      const targets = guessMapping(header, [header.map(() => "x")], []);
      const names = targets.flatMap((target) =>
        target.to === "ignore" ? [] : [target.to === "newField" ? target.label.toLowerCase() : target.to],
      );
      expect(new Set(names).size).toBe(names.length);
      expect(targets.filter(({ to }) => to === "newField").length).toBeLessThanOrEqual(200);
    }),
  );
});

test.each([
  ["zip", true],
  ["ZIP Code", true],
  ["PLZ", true],
  ["postalCode", true],
  ["Code postal", true],
  ["Phone", true],
  ["Mobile phone", true],
  ["SKU", true],
  ["Kundennummer", true],
  ["article_id", true],
  ["Индекс", true],
  ["Orders", false],
  ["Number of orders", false],
  ["Anzahl Bestellungen", false],
  ["Age", false],
  ["Video count", false],
  ["Score", false],
])("%s names a code: %j", (name, code) => {
  expect(namesCode(name)).toBe(code);
  expect(guessMapping(["Email", name], [["a@b.test", "12345"]], [])[1]).toMatchObject({
    type: code ? "text" : "number",
  });
});

test.each([
  ["Favourite Colour (2)", "favourite_colour_2"],
  ["Город", "gorod"],
  ["имя", "imya"],
  ["Πόλη", "poli"],
  ["Größe", "grosse"],
  ["Łódź", "lodz"],
  ["城市", "f_"],
  ["המקום", "f_"],
  ["constructor", "constructor_2"],
  ["2 names", "f_2_names"],
])("the key of %s is %s", (label, key) => {
  expect(fieldKey(label)).toMatch(key === "f_" ? /^f_[0-9a-f]{8}$/ : new RegExp(`^${key}$`));
});

test("labels without Latin letters have keys of their own", () => {
  const labels = [
    "城市",
    "名字",
    "姓名",
    "المدينة",
    "الاسم",
    "都市",
    "도시",
    "이름",
    "עיר",
    "שם",
    "เมือง",
    "शहर",
    "नाम",
  ];
  expect(new Set(labels.map(fieldKey)).size).toBe(labels.length);
});
