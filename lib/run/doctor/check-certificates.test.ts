import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/base/env";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { testNetwork } from "@/tests/support/doctor-network";
import { checkCertificates } from "./check-certificates";
import type { DoctorNetwork } from "./network";

const folder = mkdtempSync(path.join(tmpdir(), "homing-doctor-"));
const host = "in.acme.com";
const [own, other] = [selfSignedCertificate(host), selfSignedCertificate("elsewhere.example")];
const files = { cert: path.join(folder, "cert.pem"), key: path.join(folder, "key.pem") };
const endOf = ({ cert }: { cert: string }) => new X509Certificate(cert).validToDate.getTime();
const dayMs = 24 * 3600_000;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inbound(cert: string, key: string, now = new Date()): Promise<string> {
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  const env = envOf({ INBOUND_DOMAIN: host, INBOUND_TLS_CERT: files.cert, INBOUND_TLS_KEY: files.key });
  const [finding] = await checkCertificates({ env, network: testNetwork(), now: () => now });
  return finding!.status;
}

function envOf(settings: Record<string, string>) {
  const base = {
    DATABASE_URL: "postgresql://localhost/homing",
    HOMING_SECRET: "a secret of forty characters for tests",
  };
  return parseEnv({ ...base, ...settings });
}

test("a certificate for mail: fitting, near its end, over, of another key, of another name, no certificate", async () => {
  expect(await inbound(own.cert, own.key, new Date(endOf(own) - 15 * dayMs))).toBe("ok");
  expect(await inbound(own.cert, own.key, new Date(endOf(own) - 13 * dayMs))).toBe("warning");
  expect(await inbound(own.cert, own.key, new Date(endOf(own) + dayMs))).toBe("error");
  expect(await inbound(own.cert, other.key)).toBe("error");
  expect(await inbound(other.cert, other.key)).toBe("warning");
  expect(await inbound("no certificate", own.key)).toBe("error");
});

test("what the public address shows: its end, whether it is trusted, and nothing where nobody answers", async () => {
  const env = envOf({ APP_URL: "https://mail.acme.com:8443" });
  const now = () => new Date("2026-01-01T00:00:00Z");
  const look = async (certificate?: DoctorNetwork["certificate"]) => {
    const network = testNetwork(certificate && { certificate });
    const findings = await checkCertificates({ env, network, now });
    return findings.map(({ check, status }) => `${check}: ${status}`).slice(1);
  };
  const shown = (validTo: string, distrust: string | null) => async (name: string, port: number) => {
    expect([name, port]).toEqual(["mail.acme.com", 8443]);
    return { validTo: new Date(validTo), distrust };
  };
  expect(await look(shown("2026-03-01", null))).toEqual(["certificate.APP_URL: ok"]);
  expect(await look(shown("2026-01-10", null))).toEqual(["certificate.APP_URL: warning"]);
  expect(await look(shown("2026-03-01", "DEPTH_ZERO_SELF_SIGNED_CERT"))).toEqual(["certificate.APP_URL: error"]);
  expect(await look()).toEqual(["certificate.APP_URL: not checked"]);
});
