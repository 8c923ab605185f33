import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the peer got it. */
export interface PeerRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
  /** The same as it came. */
  octets: Buffer;
}

/** What the peer answers; `cut`: the connection ends without an answer. */
export type PeerAnswer = "cut" | { status: number; headers?: Record<string, string>; body: unknown };

export interface HttpPeer {
  url: string;
  close(): Promise<void>;
}

/** An HTTP server on this machine that answers JSON, or octets. */
export async function httpPeer(answer: (request: PeerRequest) => Promise<PeerAnswer>, listenOn = 0): Promise<HttpPeer> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const octets = Buffer.concat(chunks);
    const found = await answer({ method, path, headers, body: octets.toString(), octets });
    if (found === "cut") {
      response.socket?.destroy();
      return;
    }
    response.writeHead(found.status, { "content-type": "application/json", ...found.headers });
    const { body } = found;
    response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(listenOn, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
