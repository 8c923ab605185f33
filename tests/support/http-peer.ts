import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the peer got it. */
export interface PeerRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What the peer answers; `cut`: the connection ends without an answer. */
export type PeerAnswer = "cut" | { status: number; headers?: Record<string, string>; body: unknown };

export interface HttpPeer {
  url: string;
  close(): Promise<void>;
}

/** An HTTP server on this machine that answers JSON. */
export async function httpPeer(answer: (request: PeerRequest) => Promise<PeerAnswer>, listenOn = 0): Promise<HttpPeer> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const found = await answer({ method, path, headers, body: Buffer.concat(chunks).toString() });
    if (found === "cut") {
      response.socket?.destroy();
      return;
    }
    response.writeHead(found.status, { "content-type": "application/json", ...found.headers });
    response.end(typeof found.body === "string" ? found.body : JSON.stringify(found.body));
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
