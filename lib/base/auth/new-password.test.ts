import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NewPassword } from "@/lib/account/schema";
import { isCommonPassword } from "./common-passwords";
import { hashNewPassword, isMadeOfOwnWords } from "./new-password";
import { hashPassword, passwordMatches } from "./passwords";

const owner = { email: "olivia.berg@acme-outdoor.example", name: "Olivia Berg", words: ["Acme Outdoor"] };

test.each([
  "motherfucker",
  "1qaz2wsx3edc",
  "passwordpassword",
  "Password123!",
  "p@ssw0rd2024",
  "!!!monkey!!!!!!!",
  "qwerty12345678",
  "drowssap1234",
  "letmeinletmein",
  "administrator1",
  "123456789012",
  "abcdefghijklmnop",
  "aaaaaaaaaaaaaaaa",
  "abababababababab",
  "ＰＡＳＳＷＯＲＤ１２３４",
])("%s is a common password", async (password) => {
  expect(await isCommonPassword(password)).toBe(true);
});

test.each([
  "correct horse battery",
  "another long password",
  "tr7-moss-lantern",
  "84729105836417mike",
  "пароль-для-почты-домика",
  "🦉🌲🌧️🚲🧀🎻🪵🛶🍄🧭🥾🪶",
  "x7k29fj3k20dq",
])("%s is not", async (password) => {
  expect(await isCommonPassword(password)).toBe(false);
});

test.each([
  "homing-demo-2026",
  "Olivia-2026!!!!",
  "acmeoutdoor12",
  "olivia.berg@acme-outdoor.example",
  "Berg.Olivia.1979",
])("%s is made of its owner's words", async (password) => {
  expect(isMadeOfOwnWords(password, owner)).toBe(true);
  await expect(hashNewPassword(password, owner)).rejects.toMatchObject({
    code: "invalid",
    fields: { password: expect.stringContaining("your name") },
  });
});

test("an own word beside enough others is fine", () => {
  expect(isMadeOfOwnWords("olivia eats seven lanterns", owner)).toBe(false);
});

test("twelve characters of any kind, and long ones, may be a password; shorter ones not", () => {
  const accepts = (password: string) => NewPassword.safeParse(password).success;
  expect(accepts("elevenchars")).toBe(false);
  expect(accepts("twelve chars")).toBe(true);
  // Characters count, not UTF-16 units.
  expect(accepts("🦉🌲🚲🧀🎻🛶")).toBe(false);
  expect(accepts(`long ${"wort ".repeat(39)}`)).toBe(true);
  expect(accepts("wort ".repeat(60))).toBe(false);
});

test("a password is the same however its characters are composed, also for hashes from before", async () => {
  const [one, two] = ["m\u00fcsli mit joghurt", "mu\u0308sli mit joghurt"];
  expect(await passwordMatches(await hashPassword(two), one)).toBe(true);
  expect(await passwordMatches(await hashPassword(one), two)).toBe(true);
  expect(await passwordMatches(await hashPassword(one), "musli mit joghurt")).toBe(false);
  expect(await passwordMatches("none", "none")).toBe(false);
});

test("nothing hashes a chosen password without looking whether it is easily guessed", () => {
  const root = path.resolve(import.meta.dirname, "../../..");
  const files = globSync("{app,lib}/**/*.{ts,tsx}", { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
  const direct = files.filter((file) => /\bhashPassword\b/.test(readFileSync(path.join(root, file), "utf8")));
  // The demonstration's password is made by the program itself.
  expect(direct.filter((file) => !file.startsWith("lib/demo/")).sort()).toEqual([
    "lib/base/auth/new-password.ts",
    "lib/base/auth/passwords.ts",
  ]);
});
