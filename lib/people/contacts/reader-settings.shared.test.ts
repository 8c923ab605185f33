import { expect, test } from "vitest";
import { readLanguage, readTimeZone } from "./reader-settings.shared";

test.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  [" America/New York ", "America/New_York"],
  ["UTC", "UTC"],
  ["Europe/Kiev", "Europe/Kiev"],
  ["Berlin", null],
  ["+02:00", null],
  ["UTC+2", null],
  ["", null],
  ["Mars/Olympus", null],
])("time zone %j is %j", (text, zone) => {
  expect(readTimeZone(text)).toBe(zone);
});

test.each([
  ["de", "de"],
  ["DE", "de"],
  ["pt_BR", "pt-BR"],
  ["pt-br", "pt-BR"],
  ["de_DE.UTF-8", "de-DE"],
  ["zh-hant-tw", "zh-Hant-TW"],
  ["German", "de"],
  ["Deutsch", "de"],
  ["русский", "ru"],
  ["xx-nonsense-tag-too-long-by-far-really", null],
  ["qqq", null],
  ["", null],
])("language %j is %j", (text, language) => {
  expect(readLanguage(text)).toBe(language);
});
