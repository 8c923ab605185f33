import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { DELETE, GET, POST } from "@/app/api/mcp/route";

const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = { DELETE, GET, POST };

export interface McpHost {
  url: URL;
  close(): Promise<void>;
}

/** The route of the MCP server, reached as it is in the product: over HTTP. */
export async function mcpHost(): Promise<McpHost> {
  const server = createServer((asked, answer) => {
    handle(asked, answer).catch(() => answer.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/api/mcp`),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  const headers = new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)]));
  const method = asked.method ?? "GET";
  const url = `http://${asked.headers.host}${asked.url}`;
  const body = method === "GET" ? null : Buffer.concat(chunks);
  const response = await routes[method]!(new Request(url, { method, headers, body }));
  answer.writeHead(response.status, Object.fromEntries(response.headers));
  answer.end(Buffer.from(await response.arrayBuffer()));
}

/** A program with a key that speaks the protocol: of 2026-07-28 (`auto`), or one of 2025 (`legacy`). */
export async function mcpClient({ url }: McpHost, key: string, mode: "auto" | "legacy" = "auto"): Promise<Client> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  const headers = { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return client;
}
