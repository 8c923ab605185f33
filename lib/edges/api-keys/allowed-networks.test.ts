import { expect, test } from "vitest";
import { isWithin, readNetworks } from "./allowed-networks";

test("addresses and networks are kept in one form, each once", () => {
  expect(readNetworks(["203.0.113.7", "203.0.113.7/32", "10.1.2.3/8", "2001:DB8::1/32", "::1"])).toEqual([
    "203.0.113.7/32",
    "10.0.0.0/8",
    "2001:db8::/32",
    "::1/128",
  ]);
});

test.each(["example.com", "10.0.0.0/33", "10.0.0/8", "10.0.0.1/", "1", "0x7f.1/8", "", "fe80::1%eth0"])(
  "%s is refused by name",
  (text) => {
    expect(() => readNetworks([text])).toThrow(`"${text}" is no address or network`);
  },
);

test.each([
  [[], undefined, true],
  [["203.0.113.0/24"], "203.0.113.99", true],
  [["203.0.113.0/24"], "203.0.114.1", false],
  [["203.0.113.0/24", "2001:db8::/32"], "2001:db8:1::5", true],
  [["2001:db8::/32"], "203.0.113.1", false],
  [["203.0.113.0/24"], undefined, false],
  [["0.0.0.0/0"], "unknown", false],
])("networks %j, address %s: %s", (networks, ip, expected) => {
  expect(isWithin(networks, ip)).toBe(expected);
});
