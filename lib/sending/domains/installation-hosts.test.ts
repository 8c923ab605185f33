import { beforeEach, expect, test, vi } from "vitest";

const settings = vi.hoisted(() => ({ env: {} as Record<string, string | undefined> }));
vi.mock("@/lib/base/env", () => settings);

import { installationHosts } from "./installation-hosts";

const asStarted = { INBOUND_DOMAIN: "bounces.homing.test", TRACKING_URL: "http://localhost:4000" };
const hosts = (changes: Record<string, string> = {}) => {
  settings.env = { ...asStarted, ...changes };
  return installationHosts();
};

beforeEach(() => {
  settings.env = {};
});

test("nobody is asked to point a record to a name that exists on this machine only", () => {
  expect(hosts()).toEqual({ inbound: null, tracking: null, spfTerm: null });
  expect(hosts({ TRACKING_URL: "https://mail.homing.test", SMTP_URL: "smtp://relay.internal:25" })).toEqual({
    inbound: null,
    tracking: null,
    spfTerm: null,
  });
});

test("records point to the hosts of the settings", () => {
  const inbound = { INBOUND_DOMAIN: "in.acme.com" };
  expect(hosts(inbound)).toMatchObject({ inbound: "in.acme.com", spfTerm: "a:in.acme.com" });
  expect(hosts({ ...inbound, SMTP_URL: "smtps://smtp.relay.com" }).spfTerm).toBe("a:smtp.relay.com");
  expect(hosts({ RESEND_API_KEY: "re_1" })).toMatchObject({ inbound: null, spfTerm: "include:amazonses.com" });
  expect(hosts({ TRACKING_URL: "https://t.acme.com" }).tracking).toBe("t.acme.com");
});
