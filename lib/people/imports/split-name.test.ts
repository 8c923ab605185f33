import { expect, test } from "vitest";
import { completeName, splitName } from "./split-name";

test.each([
  ["Jane Doe", "Jane", "Doe"],
  ["Doe, Jane", "Jane", "Doe"],
  ["Doe,Jane", "Jane", "Doe"],
  ["van Beethoven, Ludwig", "Ludwig", "van Beethoven"],
  ["Ludwig van Beethoven", "Ludwig", "van Beethoven"],
  ["  Mary  Ann   Smith ", "Mary", "Ann Smith"],
  ["Jane Doe, PhD", "Jane", "Doe, PhD"],
  ["John Smith, Jr.", "John", "Smith, Jr."],
  ["Doe, Jane, M.D.", "Jane", "Doe, M.D."],
  ["Doe,", "Doe", null],
  [", Jane", "Jane", null],
  ["Cher", "Cher", null],
  ["李 明", "李", "明"],
])("%j is %j / %j", (whole, first, last) => {
  expect(splitName(whole)).toEqual({ first, last });
});

test.each([
  ["Müller", { first: "Jörg", last: null }, "Jörg", "Müller"],
  ["Jörg Müller", { first: "Jörg", last: null }, "Jörg", "Müller"],
  ["Mary Ann Smith", { first: "Mary Ann", last: null }, "Mary Ann", "Smith"],
  ["Smith, Mary Ann", { first: "Mary Ann", last: null }, "Mary Ann", "Smith"],
  ["ANNA VON BERG", { first: null, last: "von Berg" }, "ANNA", "von Berg"],
  ["Anna", { first: null, last: "von Berg" }, "Anna", "von Berg"],
  ["Anna", { first: "Anna", last: null }, "Anna", null],
  ["Anna Berg", { first: "Anna", last: "Berger" }, "Anna", "Berger"],
])("%j beside %j is %j / %j", (whole, known, first, last) => {
  expect(completeName(whole, known)).toEqual({ first, last });
});
