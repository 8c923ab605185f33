import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { Env } from "@/lib/base/env";
import { readSecretFiles, settingsFromFiles } from "./secret-files";

const folder = mkdtempSync(path.join(tmpdir(), "homing-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = path.join(folder, `secret-${Math.random()}`);
  writeFileSync(file, text);
  return file;
}

test("every secret among the settings may stand in a file, and nothing else", () => {
  /** Addresses and names that everybody may know, and what is a file already. */
  const names = ["APP_URL", "TRACKING_URL", "BACKUP_S3_ACCESS_KEY_ID", "PICTURES_S3_ACCESS_KEY_ID"];
  const open = [...names, "INBOUND_TLS_KEY", "SMTP_SUBMISSION_TLS_KEY"];
  const secret = Object.keys(Env.in.shape).filter((name) => /SECRET|TOKEN|KEY|PASSPHRASE|_URL$|_HEADERS$/.test(name));
  expect(secret.filter((name) => !open.includes(name)).sort()).toEqual([...settingsFromFiles].sort());
});

test.each(settingsFromFiles)("%s is read from its file, whose name is not handed on", (name) => {
  const environment = { PORT: "3000", [`${name}_FILE`]: fileOf("s3cret = of ours \r\n") };
  readSecretFiles(environment);
  expect(environment).toEqual({ PORT: "3000", [name]: "s3cret = of ours " });
});

test("empty values count as unset", () => {
  const environment = {
    SMTP_URL: "",
    SMTP_URL_FILE: fileOf("smtp://relay"),
    READY_TOKEN: "kept",
    READY_TOKEN_FILE: "",
  };
  readSecretFiles(environment);
  expect(environment).toMatchObject({ SMTP_URL: "smtp://relay", READY_TOKEN: "kept" });
});

test("a file that is missing, empty or a folder is an error that names it", () => {
  const read = (file: string) => () => readSecretFiles({ HOMING_SECRET_FILE: file });
  expect(read("/no/such/file")).toThrow("HOMING_SECRET_FILE: /no/such/file cannot be read (ENOENT).");
  expect(read(folder)).toThrow(`HOMING_SECRET_FILE: ${folder} cannot be read (EISDIR).`);
  const empty = fileOf(" \n");
  expect(read(empty)).toThrow(`HOMING_SECRET_FILE: ${empty} is empty.`);
});

test("both given is an error", () => {
  const environment = { DATABASE_URL: "postgresql://db/homing", DATABASE_URL_FILE: fileOf("postgresql://db/other") };
  expect(() => readSecretFiles(environment)).toThrow("DATABASE_URL and DATABASE_URL_FILE are both set");
});
