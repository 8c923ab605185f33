import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { newKey, readKey } from "./key-format";

test.each(["live", "test"] as const)("a %s key says so, ends in its checksum and is found by its hash", (mode) => {
  const { key, prefix, lastFour, keyHash } = newKey(mode);
  expect(key).toMatch(new RegExp(`^hm_${mode}_[0-9A-Za-z]{38}$`));
  expect(key.startsWith(prefix)).toBe(true);
  expect(prefix).toHaveLength(12);
  expect(key.endsWith(lastFour)).toBe(true);
  expect(readKey(key)).toEqual({ keyHash });
  expect(keyHash).not.toContain(key.slice(8, 20));
  // Worked out another way, as the documentation for scanners says it.
  const digits = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
  const value = [...key.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
  expect(value).toBe(crc32(key.slice(0, -6)));
});

test("no two are alike", () => {
  expect(new Set(Array.from({ length: 500 }, () => newKey("live").key)).size).toBe(500);
});

test("what was changed, cut or comes from elsewhere is no key", () => {
  const { key } = newKey("live");
  const other = key.at(20) === "a" ? "b" : "a";
  const changed = [
    key.slice(0, 20) + other + key.slice(21),
    key.replace("live", "test"),
    key.slice(0, -1),
    `${key}0`,
    ` ${key}`,
    `${key}\n`,
    key.replace("hm_", "sk_"),
    key.toUpperCase(),
    "",
    "re_123456789",
  ];
  expect(changed.filter((text) => readKey(text) !== null)).toEqual([]);
});
