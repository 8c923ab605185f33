import { expect, test } from "vitest";
import { parseEnv } from "@/lib/base/env";
import { testNetwork } from "@/tests/support/doctor-network";
import { checkPorts } from "./check-ports";
import type { DoctorNetwork } from "./network";

const settings = {
  DATABASE_URL: "postgresql://localhost/homing",
  HOMING_SECRET: "a secret of forty characters for the tests",
  INBOUND_SMTP_PORT: "2600",
};

async function statuses(network: Partial<DoctorNetwork>, isRunning: boolean | null, smtpUrl = "", more = {}) {
  const env = parseEnv({ ...settings, SMTP_URL: smtpUrl, ...more });
  const findings = await checkPorts({ env, network: testNetwork(network), isRunning });
  return Object.fromEntries(findings.map(({ check, status }) => [check, status]));
}

test("one receiver that answers is enough; a closed port is no word about the machine being offline", async () => {
  const oneOpen = async (host: string, port: number) => (host.includes("google") && port === 25 ? "open" : "silent");
  expect(await statuses({ dial: oneOpen }, false)).toMatchObject({ "port-25.out": "ok" });
  expect(await statuses({ dial: async () => "silent" }, false)).toMatchObject({ "port-25.out": "warning" });
  expect(await statuses({ dial: async () => "unknown name" }, false)).toMatchObject({ "port-25.out": "not checked" });
});

test("the relay is dialled at its own port", async () => {
  const asked: string[] = [];
  const dial: DoctorNetwork["dial"] = async (host, port) => {
    asked.push(`${host}:${port}`);
    return "refused";
  };
  expect(await statuses({ dial }, false, "smtps://user:pass@relay.acme.com")).toMatchObject({ "smtp-url": "error" });
  await statuses({ dial }, false, "smtp://relay.acme.com:2525");
  expect(asked).toEqual(expect.arrayContaining(["relay.acme.com:465", "relay.acme.com:2525"]));
});

test("a silent listener is an error only where the product runs, and nothing is said where it does not", async () => {
  const greeting: DoctorNetwork["greeting"] = async (host, port) =>
    `${host}:${port}` === "127.0.0.1:2600" ? "220 hi" : "";
  expect(await statuses({ greeting }, true)).toMatchObject({ "port.inbound": "ok" });
  expect(await statuses({}, true)).toMatchObject({ "port.inbound": "error" });
  expect(await statuses({}, null)).toMatchObject({ "port.inbound": "warning" });
  expect(await statuses({}, false)).toMatchObject({ "port.inbound": "not checked" });
});

test("ports where programs hand over mail are asked whether it is us who answers", async () => {
  const ports = { SMTP_SUBMISSION_PORTS: "2587,2465" };
  const ours: Partial<DoctorNetwork> = {
    dial: async (_host, port) => (port === 2465 ? "open" : "refused"),
    greeting: async (_host, port) => (port === 2587 ? "220 smtp.example.com ESMTP Homing submission" : ""),
  };
  expect(await statuses({}, true)).toMatchObject({ "port.submission": "ok" });
  expect(await statuses(ours, true, "", ports)).toMatchObject({ "port.submission": "ok" });
  const other = { ...ours, greeting: async () => "220 mx.example.com ESMTP Postfix" };
  expect(await statuses(other, true, "", { SMTP_SUBMISSION_PORTS: "2587" })).toMatchObject({
    "port.submission": "error",
  });
  expect(await statuses({}, false, "", ports)).toMatchObject({ "port.submission": "not checked" });
});
