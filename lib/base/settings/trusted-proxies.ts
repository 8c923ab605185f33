import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { ownTable } from "@/lib/base/text/own-table.shared";

const names: Record<string, readonly string[]> = ownTable({
  loopback: ["127.0.0.0/8", "::1/128"],
  // RFC 1918, link-local and unique local addresses: where containers and load balancers stand.
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"],
});
names.true = [...names.loopback!, ...names.private!];

function addRange(list: BlockList, range: string): void {
  const [network = "", bits, ...rest] = range.split("/");
  const family = isIP(network);
  const most = family === 6 ? 128 : 32;
  const prefix = bits === undefined ? most : Number(bits || "x");
  if (family === 0 || rest.length > 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) {
    throw new Error(`"${range}" is no address or network`);
  }
  list.addSubnet(network, prefix, family === 6 ? "ipv6" : "ipv4");
}

/**
 * Reads TRUST_PROXY: addresses and networks (CIDR) of the proxies whose X-Forwarded-For counts, by comma; `loopback` and `private`
 * stand for those networks, `true` for both, `false` for none. Throws an Error that names the wrong entry.
 */
export function parseTrustedProxies(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim().toLowerCase())) {
    if (entry === "" || entry === "false") continue;
    for (const range of names[entry] ?? [entry]) addRange(list, range);
  }
  return list;
}

/**
 * An address as proxies and sockets write it, with or without port, brackets and zone; null when it is none ("unknown", a name). One address
 * has one form, or it would be several clients: lower case, the shortest one, and IPv4 also where IPv6 carries it (RFC 4291 §2.5.5.2).
 */
function addressOf(text: string): string | null {
  const bare =
    /^\[([^\]]{2,60})\](?::\d{1,5})?$/.exec(text)?.[1] ?? text.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, "$1");
  const address = bare.replace(/%.*$/, "");
  return isIP(address) ? ipaddr.process(address).toString() : null;
}

function isTrusted(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Whether the peer of a connection is one of our proxies, which then speaks for many clients. */
export function isTrustedProxy(list: BlockList, peer: string): boolean {
  const address = addressOf(peer);
  return address !== null && isTrusted(list, address);
}

const mostProxies = 20;

/**
 * The client's address: the connection's peer or, while that is a trusted proxy, whom it names, from the right of X-Forwarded-For on, where
 * each proxy adds whom it saw.
 * What stands further left than the first address that is no trusted proxy was written by the client and counts for nothing.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null | undefined,
  trusted: BlockList,
): string | undefined {
  const from = peer && (addressOf(peer) ?? undefined);
  if (!from || !forwardedFor || !isTrusted(trusted, from)) return from;
  let client = from;
  for (const part of forwardedFor.split(",").slice(-mostProxies).reverse()) {
    const address = addressOf(part.trim());
    if (!address) break;
    client = address;
    if (!isTrusted(trusted, address)) break;
  }
  return client;
}
