import { createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { outgoingFetch } from "./outgoing-fetch";
import { surroundings } from "./surroundings";

let close = async () => {};
beforeEach(() => {
  vi.spyOn(surroundings, "allowsAll").mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
});

/** A server on this machine that does as it likes with each connection once something came. */
async function server(answer: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const listening = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  close = async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => listening.close(resolve));
  };
  return `http://127.0.0.1:${(listening.address() as { port: number }).port}/`;
}

const quickly = { timeoutMs: 300, beginningBytes: 1_000 };

test("a server that says nothing is waited for as long as was said, and that is the reason", async () => {
  const url = await server(() => {});
  await expect(outgoingFetch(url, quickly)).rejects.toMatchObject({ name: "TimeoutError" });
});

test("an answer that comes drop by drop is left at its beginning when the time is over", async () => {
  const url = await server((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const drops = setInterval(() => socket.write("x"), 20);
    socket.once("close", () => clearInterval(drops));
  });
  const begun = performance.now();
  const response = await outgoingFetch(url, quickly);
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/^x+$/);
});

test("a beginning that breaks off with less than was promised is what came", async () => {
  const url = await server((socket) => socket.end("HTTP/1.1 500 No\r\ncontent-length: 100\r\n\r\nhalf"));
  const response = await outgoingFetch(url, quickly);
  expect([response.status, await response.text()]).toEqual([500, "half"]);
});

test.each([
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"],
  ["no HTTP", "220 mail.example ESMTP\r\n"],
  ["a status that there is not", "HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n"],
  ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"a".repeat(100_000)}`],
])("%s for an answer is an error, at once", async (_what, answer) => {
  const url = await server((socket) => socket.write(answer));
  const begun = performance.now();
  await expect(outgoingFetch(url, { ...quickly, timeoutMs: 5_000 })).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(2_500);
});
