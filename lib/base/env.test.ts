import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv } from "./env";

const needed = {
  HOMING_SECRET: "a secret of forty characters for the tests",
  DATABASE_URL: "postgresql://localhost/homing",
};

test("every setting of .env.example is known, and the file as it stands changes nothing", () => {
  const names = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=$/gm)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(15);
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  const parsed = parseEnv({ ...empty, ...needed });
  expect(parsed).toEqual(parseEnv({ ...needed }));
  expect(parsed).toMatchObject({ HOST: "127.0.0.1", PORT: 3000, MAILBOX: "embedded" });
  for (const name of names) {
    const wrong = { ...empty, ...needed, [name]: "\u0000" };
    if (["HOST", "SYSTEM_FROM", "INBOUND_SMTP_HOST", "INBOUND_DOMAIN", "METRICS_HOST"].includes(name)) continue;
    expect(() => parseEnv(wrong), name).toThrow(name);
  }
});

test("the database and the secret have no default: each process by itself would find another", () => {
  expect(() => parseEnv({})).toThrow(/DATABASE_URL: it is not set.*\n.*HOMING_SECRET: it is not set/);
  expect(() => parseEnv({ ...needed, DATABASE_URL: "" })).toThrow("DATABASE_URL: it is not set");
});

test("the embedded mailbox stands in only while there is no real way out", () => {
  expect(parseEnv({ ...needed, SMTP_URL: "smtp://localhost" }).MAILBOX).toBe("off");
  expect(parseEnv({ ...needed, RESEND_API_KEY: "re_1" }).MAILBOX).toBe("off");
});
