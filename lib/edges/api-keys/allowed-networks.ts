import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/** Addresses and networks as they are kept: CIDR, in their shortest form. Throws `invalid` on `allowedNetworks`, naming the wrong one. */
export function readNetworks(texts: readonly string[]): string[] {
  return [...new Set(texts.map(readNetwork))];
}

function readNetwork(text: string): string {
  const bare = isIP(text) ? `${text}/${isIP(text) === 4 ? 32 : 128}` : text;
  if (text.includes("%") || !ipaddr.isValidCIDR(bare) || !isIP(bare.split("/")[0] ?? "")) throw wrong(text);
  const [address, bits] = ipaddr.parseCIDR(bare);
  const network = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${network.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}

function wrong(text: string) {
  const message = t('"{text}" is no address or network, such as {example} or {network}.', {
    text,
    example: "203.0.113.7",
    network: "2001:db8::/32",
  });
  return invalid(message, { allowedNetworks: message });
}

/** Whether an address lies in one of the networks; no network means anywhere. Who has no address lies in none. */
export function isWithin(networks: readonly string[], ip: string | undefined): boolean {
  if (networks.length === 0) return true;
  if (!ip || !isIP(ip)) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits = ""] = network.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");
}
