import { readHost } from "./read-host";
import { type Purpose, surroundings } from "./surroundings";

/** Why a host or a port cannot be saved, in words and by field; null when it can. Says only what the text itself shows: nothing is looked up. */
export function checkDestination(
  host: string,
  port: number,
  purpose: Purpose,
): { field: "host" | "port"; text: string } | null {
  if (surroundings.allowsAll()) return null;
  const read = readHost(host);
  if (!read)
    return { field: "host", text: "Give the full name of a server on the internet, such as mail.example.com." };
  if (read.kind === "address" && surroundings.isInside(read.address)) {
    const text = "This address is in a private network. Only the operator can allow that (ALLOW_PRIVATE_SMTP).";
    return { field: "host", text };
  }
  const ports = surroundings.ports(purpose);
  if (ports.includes(port)) return null;
  return {
    field: "port",
    text: `Use one of the ports ${ports.join(", ")}. Only the operator can allow others (ALLOW_PRIVATE_SMTP).`,
  };
}
