import { expect, test } from "vitest";
import { parseEnv } from "@/lib/base/env";
import { checkInstallationSettings } from "./check-settings";

/** What is found with these settings, by name; without those that are fine. */
function problems(settings: Record<string, string>): Record<string, string> {
  const env = parseEnv({
    DATABASE_URL: "postgresql://localhost/homing",
    HOMING_SECRET: "a secret of forty characters for the tests",
    ...settings,
  });
  const findings = checkInstallationSettings({ env, set: new Set(Object.keys(settings)) });
  for (const { status, advice } of findings) if (status !== "ok") expect(advice).toBeTruthy();
  return Object.fromEntries(
    findings.flatMap(({ check, status }) => (status === "ok" ? [] : [[check.replace("settings.", ""), status]])),
  );
}

const real = {
  APP_URL: "https://mail.acme.com",
  SMTP_URL: "smtp://relay.acme.com:587",
  SYSTEM_FROM: "Homing <homing@acme.com>",
  INBOUND_DOMAIN: "in.acme.com",
  INBOUND_SMTP_HOST: "0.0.0.0",
  TRUST_PROXY: "loopback",
  JOURNAL_DIR: "/var/lib/homing/journal",
};

test("a first look and a whole set of settings are both fine", () => {
  expect(problems({})).toEqual({});
  expect(problems(real)).toEqual({});
});

test("with a real way out, everything that is left as for a first look is named", () => {
  expect(problems({ SMTP_URL: real.SMTP_URL })).toEqual({
    APP_URL: "error",
    SYSTEM_FROM: "error",
    INBOUND_DOMAIN: "warning",
  });
  expect(problems({ ...real, APP_URL: "http://mail.acme.com" })).toEqual({ APP_URL: "warning" });
  expect(problems({ ...real, TRACKING_URL: "http://click.acme.com" })).toEqual({ TRACKING_URL: "warning" });
  expect(problems({ ...real, INBOUND_SMTP_HOST: "127.0.0.1" })).toEqual({ INBOUND_SMTP_HOST: "warning" });
});

test("https without a trusted proxy, and without a way out, are named", () => {
  expect(problems({ APP_URL: real.APP_URL })).toEqual({ SMTP_URL: "warning", TRUST_PROXY: "warning" });
});
