import { createServer } from "node:net";

function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}

/** A port nobody listens on at `host`: `wanted` or, when it is taken, one of the next twenty; without a wish any. */
export async function freePort(wanted = 0, host = "127.0.0.1"): Promise<number> {
  for (let port = wanted; port <= wanted + 20; port++) {
    const found = await tryPort(port, host);
    if (found) return found;
    if (wanted === 0) break;
  }
  throw new Error(`Ports ${wanted} to ${wanted + 20} are all taken. Name another one with --port.`);
}
