import { BlockList, isIP } from "node:net";

// Two lists: one would take IPv4 addresses for what they are when mapped into IPv6.
const insideV4 = new BlockList();
const insideV6 = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local, cloud metadata
  ["172.16.0.0", 12],
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16],
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
] as const) {
  insideV4.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  // Global unicast is 2000::/3; all the rest is local, mapped, translated (NAT64 64:ff9b::/96) or not given out.
  ["::", 3],
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: leads to an IPv4 address of any kind
  ["3fff::", 20], // documentation
] as const) {
  insideV6.addSubnet(network, prefix, "ipv6");
}

/** True for addresses that do not lead to the public internet (IANA special-purpose registries), and for what is no address. */
export function isInsideAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return insideV4.check(address, "ipv4");
  if (family !== 6 || address.includes("%")) return true;
  // An IPv4-mapped address (::ffff:8.8.8.8) is judged as the IPv4 address that it is.
  const mapped = mappedAddress(address);
  return mapped ? insideV4.check(mapped, "ipv4") : insideV6.check(address, "ipv6");
}

function mappedAddress(address: string): string | null {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!groups) return null;
  const [high, low] = [Number.parseInt(groups[1]!, 16), Number.parseInt(groups[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
