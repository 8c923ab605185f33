import { expect, test } from "vitest";
import { parseEnv } from "@/lib/base/env";
import { isNearby } from "./submission-settings";

const base = {
  DATABASE_URL: "postgresql://127.0.0.1/homing",
  HOMING_SECRET: "a secret of forty characters for the tests",
};
const read = (settings: Record<string, string>) => parseEnv({ ...base, ...settings });

test("ports are protected by their number, or as it is said", () => {
  const ports = (text: string) =>
    read({ SMTP_SUBMISSION_PORTS: text }).SMTP_SUBMISSION_PORTS.map(({ port, protection }) => `${port} ${protection}`);
  expect(ports("587, 465,2525,2465")).toEqual(["587 starttls", "465 tls", "2525 starttls", "2465 tls"]);
  expect(ports("1465:tls,465:starttls,1025:plain")).toEqual(["1465 tls", "465 starttls", "1025 plain"]);
  expect(ports("off")).toEqual([]);
  for (const wrong of ["x", "70000", "587:ssl", "587,587", "1,2,3,4,5,6,7,8,9"])
    expect(() => ports(wrong), wrong).toThrow("SMTP_SUBMISSION_PORTS");
});

test("what is not set follows from what is", () => {
  const env = read({ APP_URL: "https://homing.example.com/", SMTP_SUBMISSION_PORTS: "2587" });
  expect(env.SMTP_SUBMISSION_NAME).toBe("homing.example.com");
  expect(env.SMTP_SUBMISSION_PUBLIC_PORTS).toEqual(env.SMTP_SUBMISSION_PORTS);
  expect(
    read({ SMTP_SUBMISSION_PORTS: "2587", SMTP_SUBMISSION_PUBLIC_PORTS: "587" }).SMTP_SUBMISSION_PUBLIC_PORTS,
  ).toEqual([{ port: 587, protection: "starttls" }]);
  expect(() => read({ SMTP_SUBMISSION_TLS_CERT: "/a.pem" })).toThrow("SMTP_SUBMISSION_TLS_KEY");
});

test("only this machine and private networks are near", () => {
  for (const near of ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "fd00::1"])
    expect(isNearby(near), near).toBe(true);
  for (const far of ["203.0.113.9", "2001:db8::1", "172.32.0.1"]) expect(isNearby(far), far).toBe(false);
});
