import type { Server, ServerResponse } from "node:http";
import { Server as Listener } from "node:net";

interface LetGo {
  /** As long as whoever stands before us keeps an idle connection: 0 when nobody does. */
  idleMs: number;
  /** For what is being answered, at the most. */
  withinMs: number;
}

/**
 * Prepares the end of an HTTP server that loses nobody's request. What it returns takes no new connection from then on and answers what
 * is under way. A proxy may be sending a request on an idle connection at this moment (RFC 9112 §9.5), so those stay open until the proxy
 * lets go of them; each is closed by its next answer. Resolves when all are closed, or when the time is over.
 */
export function letGoOf(server: Server): (times: LetGo) => Promise<void> {
  const underWay = new Set<ServerResponse>();
  let ending = false;
  const begin = (_request: unknown, response: ServerResponse) => {
    if (ending) response.setHeader("connection", "close");
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  };
  server.prependListener("request", begin);
  server.prependListener("checkContinue", begin);
  return ({ idleMs, withinMs }) => {
    ending = true;
    for (const response of underWay) if (!response.headersSent) response.setHeader("connection", "close");
    return new Promise((resolve) => {
      const last = setTimeout(resolve, withinMs);
      const idle = setTimeout(() => server.closeIdleConnections(), idleMs);
      // Of the listener alone: an HTTP server's own way closes what is idle at once.
      Listener.prototype.close.call(server, () => {
        clearTimeout(last);
        clearTimeout(idle);
        resolve();
      });
    });
  };
}
