import { expect, test } from "vitest";
import { isOwnHost, type OwnAddresses, requireOwnAddress } from "./own-addresses";

const online: OwnAddresses = { origins: ["https://mail.acme.example", "https://alias.example:8443"], local: false };
const atHome: OwnAddresses = { origins: ["http://localhost:4100"], local: true };

const refused = (own: OwnAddresses, method: string, headers: Record<string, string>) => {
  try {
    requireOwnAddress({ method, headers: new Headers(headers) }, own);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

test("a request names one of the installation's addresses", () => {
  for (const host of ["mail.acme.example", "MAIL.acme.example:443", "alias.example:8443", "127.0.0.1:3000"]) {
    expect(isOwnHost(host, online), host).toBe(true);
  }
  const strange = [
    "evil.example",
    "mail.acme.example.evil.example",
    "mail.acme.example:81",
    "alias.example",
    "192.168.1.5",
  ];
  for (const host of [
    ...strange,
    "",
    " ",
    "user@mail.acme.example",
    "mail.acme.example/x",
    "a b",
    "127.0.0.1.nip.io",
  ]) {
    expect(isOwnHost(host, online), host).toBe(false);
  }
  expect(refused(online, "GET", { host: "rebound.example" })).toMatch(/"rebound.example" is not an address.*APP_URL/);
});

test("a write comes from one of them too", () => {
  const host = "mail.acme.example";
  expect(refused(online, "POST", { host, origin: "https://mail.acme.example" })).toBeNull();
  expect(refused(online, "POST", { host })).toBeNull();
  for (const origin of [
    "https://evil.example",
    "http://mail.acme.example",
    "null",
    "http://127.0.0.1:3000",
    "https://alias.example",
  ]) {
    expect(refused(online, "DELETE", { host, origin }), origin).toMatch(/another site/);
  }
  for (const site of ["cross-site", "same-site"]) {
    expect(refused(online, "POST", { host, "sec-fetch-site": site }), site).toMatch(/another site/);
  }
  expect(refused(online, "GET", { host, "sec-fetch-site": "cross-site", origin: "https://evil.example" })).toBeNull();
});

test("on one's own machine its names are as good as each other, at the same port", () => {
  for (const origin of ["http://localhost:4100", "http://127.0.0.1:4100", "http://[::1]:4100"]) {
    expect(refused(atHome, "POST", { host: new URL(origin).host, origin }), origin).toBeNull();
  }
  for (const origin of ["http://localhost:9999", "https://localhost:4100", "http://evil.example:4100"]) {
    expect(refused(atHome, "POST", { host: "localhost:4100", origin }), origin).toMatch(/another site/);
  }
  expect(refused(atHome, "POST", { host: "evil.example:4100", origin: "http://evil.example:4100" })).toMatch(
    /not an address/,
  );
});
