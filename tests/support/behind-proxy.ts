import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { clientAddress, parseTrustedProxies } from "@/lib/base/settings/trusted-proxies";
import { holdPort } from "@/lib/run/cluster/ports";
import { letGoOf } from "@/lib/run/web/let-go";
import { createWebServer } from "@/lib/run/web/web-server";

export interface BehindProxy {
  port: number;
  /** Who each request came from, as Homing sees it behind a proxy on this machine. */
  clients: string[];
  /** The connections that they came over. */
  connections: Set<unknown>;
  letGo: ReturnType<typeof letGoOf>;
  close(): Promise<void>;
}

/**
 * Homing's web server with a handler that answers the host that was asked for, for what stands in front of it. `script`: the one that it has,
 * when it is asked for some. `port`: any that is free when unsaid.
 */
export async function behindProxy({ script = "", port = 0 } = {}): Promise<BehindProxy> {
  const clients: string[] = [];
  const connections = new Set<unknown>();
  const server = createWebServer({
    answer: async (incoming, response) => {
      const forwarded = incoming.headers["x-forwarded-for"]?.toString();
      clients.push(clientAddress(incoming.socket.remoteAddress, forwarded, parseTrustedProxies("127.0.0.1")) ?? "");
      connections.add(incoming.socket);
      const { url = "" } = incoming;
      if (url.startsWith("/_next/static/") && !url.endsWith(`/${script}`)) response.statusCode = 404;
      response.end(incoming.headers.host);
    },
    headers: {},
    clientOf: () => "",
    limits: { total: 100, perAddress: 100, requestsPerClient: 100, isProxy: () => true },
  });
  const letGo = letGoOf(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    clients,
    connections,
    letGo,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port of this machine that nobody listens at now. */
export async function freePort(): Promise<number> {
  const held = await holdPort({ setting: "", host: "127.0.0.1", wanted: 0, usual: 0 });
  await new Promise((resolve) => held.server.close(resolve));
  return held.port;
}

/** Asks a proxy at this port for a path of `homing.example.com`, from 127.0.0.2. */
export function askProxy(
  port: number,
  headers: Record<string, string> = {},
  body?: string,
  path = "/u/token",
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      host: "127.0.0.1",
      localAddress: "127.0.0.2",
      servername: "homing.example.com",
      path,
      method: body ? "POST" : "GET",
      headers: { host: "homing.example.com", ...headers },
      rejectUnauthorized: false,
      agent: false as const,
    };
    const asked = request(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
