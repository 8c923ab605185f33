import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv } from "./env";

const secret = "a secret of forty characters for the tests";

test("every setting of .env.example is known, and the file as it stands changes nothing", () => {
  const names = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=$/gm)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(15);
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  const parsed = parseEnv({ ...empty, HOMING_SECRET: secret });
  expect(parsed).toEqual(parseEnv({ HOMING_SECRET: secret }));
  expect(parsed).toMatchObject({ HOST: "127.0.0.1", PORT: 3000, MAILBOX: "embedded" });
  for (const name of names) {
    const wrong = { ...empty, HOMING_SECRET: secret, [name]: "\u0000" };
    if (["HOST", "SYSTEM_FROM", "INBOUND_SMTP_HOST", "INBOUND_DOMAIN"].includes(name)) continue;
    expect(() => parseEnv(wrong), name).toThrow(name);
  }
});

test("the embedded mailbox stands in only while there is no real way out", () => {
  expect(parseEnv({ HOMING_SECRET: secret, SMTP_URL: "smtp://localhost" }).MAILBOX).toBe("off");
  expect(parseEnv({ HOMING_SECRET: secret, RESEND_API_KEY: "re_1" }).MAILBOX).toBe("off");
});
