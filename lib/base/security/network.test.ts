import { expect, test } from "vitest";
import { networkOf, shortIp } from "./network";

const same = (a: string, b: string) => ({
  line: networkOf(a).line === networkOf(b).line,
  area: networkOf(a).area === networkOf(b).area,
});

test.each([
  ["198.51.100.1", "198.51.100.1", true, true],
  ["198.51.100.1", "198.51.100.200", false, true],
  ["198.51.100.1", "198.51.101.1", false, false],
  ["::ffff:198.51.100.1", "198.51.100.1", true, true],
  ["2a00:1:2:3::1", "2a00:1:2:3:ffff::9", true, true],
  ["2a00:1:2:3::1", "2a00:1:2:4::1", false, true],
  ["2a00:1:2:3::1", "2a00:1:3:3::1", false, false],
  ["fe80::1%eth0", "fe80::2", true, true],
])("%s and %s: one line %s, one area %s", (a, b, line, area) => {
  expect(same(a, b)).toEqual({ line, area });
});

test("what is no address has one place for all", () => {
  for (const ip of [undefined, "", "nonsense", "1.2.3.4.5"]) expect(networkOf(ip).line).toBe("unknown");
});

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["fe80::1%eth0", "fe80::/48"],
  ["nonsense", null],
])("%s is shortened to %s, and so is what was shortened", (ip, short) => {
  expect(shortIp(ip)).toBe(short);
  if (short) expect(shortIp(short)).toBe(short);
});
