import { expect, test } from "vitest";
import { sampleCsv } from "./read-csv";

const read = (text: string) => {
  const { format, rows } = sampleCsv(Buffer.from(text), true, 20);
  return {
    delimiter: format.delimiter,
    header: format.hasHeader ? rows[0] : null,
    first: rows[format.hasHeader ? 1 : 0]?.cells,
  };
};
const people = "Ann;Lee;ann@x.test\nBob;Ray;bob@x.test\n";

test.each([
  ["sep=;\r\nFirst;Last;Email\r\n", ";", 2],
  ['"sep=;"\nFirst;Last;Email\n', ";", 2],
  ["SEP=;\nFirst;Last;Email\n", ";", 2],
  ["My customers\nFirst;Last;Email\n", ";", 2],
  ["My customers, all of them, 2026\n\nFirst;Last;Email\n", ";", 3],
  ["Customers;;\nMade on;3 May 2026;\nFirst;Last;Email\n", ";", 3],
  ['The "best" customers of 12" pizza\nFirst;Last;Email\n', ";", 2],
  ["Exported by ann@office.test\nFirst;Last;Email\n", ";", 2],
  ["Kunden 2026\nVorname;Nachname;Kontakt\n", ";", 2],
  ["First;Last;Email\n", ";", 1],
])("%j above the people", (above, delimiter, line) => {
  const found = read(above + people);
  expect(found).toMatchObject({ delimiter, header: { line }, first: ["Ann", "Lee", "ann@x.test"] });
});

test("no names: the table begins with the first address, below a title too", () => {
  expect(read(people)).toMatchObject({ header: null, first: ["Ann", "Lee", "ann@x.test"] });
  expect(read(`My customers\n${people}`)).toMatchObject({ header: null, first: ["Ann", "Lee", "ann@x.test"] });
});

test("one column", () => {
  expect(read("email\nann@x.test\n")).toMatchObject({ header: { cells: ["email"] }, first: ["ann@x.test"] });
  expect(read("Newsletter\nann@x.test\n")).toMatchObject({ header: { cells: ["Newsletter"] }, first: ["ann@x.test"] });
  expect(read("ann@x.test\nbob@x.test\n")).toMatchObject({ header: null, first: ["ann@x.test"] });
});
