import { expect, test } from "vitest";
import { clientAddress, isTrustedProxy, parseTrustedProxies } from "./trusted-proxies";

const trusted = parseTrustedProxies("loopback, 10.1.0.0/16, 2001:db8::/32, 192.0.2.7");

test("without a trusted proxy the peer is the client, whatever a header says", () => {
  expect(clientAddress("198.51.100.4", "1.2.3.4", trusted)).toBe("198.51.100.4");
  expect(clientAddress("127.0.0.1", "1.2.3.4", parseTrustedProxies("false"))).toBe("127.0.0.1");
  expect(clientAddress("127.0.0.1", "1.2.3.4", parseTrustedProxies(""))).toBe("127.0.0.1");
  expect(clientAddress(undefined, "1.2.3.4", trusted)).toBeUndefined();
});

test("behind trusted proxies it is whom the outermost of them saw", () => {
  expect(clientAddress("127.0.0.1", "203.0.113.9", trusted)).toBe("203.0.113.9");
  expect(clientAddress("::ffff:127.0.0.1", "203.0.113.9", trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "203.0.113.9, 10.1.2.3, 192.0.2.7", trusted)).toBe("203.0.113.9");
  expect(clientAddress("2001:db8::1", "2a00::5", trusted)).toBe("2a00::5");
});

test("what the client wrote itself counts for nothing", () => {
  expect(clientAddress("127.0.0.1", "9.9.9.9, 203.0.113.9", trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "127.0.0.1, 203.0.113.9", trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "9.9.9.9, unknown, 10.1.2.3", trusted)).toBe("10.1.2.3");
});

test("ports and brackets are taken off, and what is no address ends the search", () => {
  expect(clientAddress("127.0.0.1", "203.0.113.9:4711", trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "[2a00::5]:443", trusted)).toBe("2a00::5");
  expect(clientAddress("127.0.0.1", "[2001:db8::1]:443", trusted)).toBe("2001:db8::1");
  expect(clientAddress("127.0.0.1", "203.0.113.9, [2001:db8::1]:443, 10.1.2.3:80", trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "<script>", trusted)).toBe("127.0.0.1");
  expect(clientAddress("127.0.0.1", `${"10.1.0.1, ".repeat(50_000)}10.1.0.2`, trusted)).toBe("10.1.0.1");
});

test("one address has one form, however it is written", () => {
  for (const form of ["::ffff:203.0.113.9", "[::ffff:203.0.113.9]:80", "::FFFF:cb00:7109", "203.0.113.9:80"]) {
    expect(clientAddress("::ffff:10.1.2.3", form, trusted), form).toBe("203.0.113.9");
  }
  expect(clientAddress("::ffff:203.0.113.9", null, trusted)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "2A00:0:0::0005", trusted)).toBe("2a00::5");
  expect(clientAddress("fe80::1%eth0", "203.0.113.9", parseTrustedProxies("private"))).toBe("203.0.113.9");
  expect(isTrustedProxy(parseTrustedProxies("private"), "fe80::1%eth0")).toBe(true);
  expect(isTrustedProxy(trusted, "::ffff:10.1.2.3")).toBe(true);
  expect(isTrustedProxy(trusted, "")).toBe(false);
});

test("names stand for networks, and a wrong entry is named", () => {
  expect(clientAddress("172.18.0.3", "203.0.113.9", parseTrustedProxies("true"))).toBe("203.0.113.9");
  expect(clientAddress("172.18.0.3", "203.0.113.9", parseTrustedProxies("loopback"))).toBe("172.18.0.3");
  for (const wrong of ["proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "::1/129", "1.2.3"]) {
    expect(() => parseTrustedProxies(`loopback, ${wrong}`), wrong).toThrow(`"${wrong}" is no address or network`);
  }
});
