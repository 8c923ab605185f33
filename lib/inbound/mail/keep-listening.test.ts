import { createServer, type Server } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { greetingOf } from "./greeting-of";
import { keepListening } from "./keep-listening";
import { type InboundListener, inboundBanner } from "./listener";

const listeners: InboundListener[] = [];
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
  for (const server of servers.splice(0)) server.close();
});

async function listen(port: number): Promise<InboundListener> {
  const listener = await keepListening({ listen: { host: "127.0.0.1", port } });
  listeners.push(listener);
  return listener;
}

test("a second worker of the machine does not die of the port: it stands by and takes over", async () => {
  const first = await listen(0);
  const second = await listen(first.port);
  expect(second.port).toBe(first.port);
  await first.close();
  listeners.splice(0, 1);
  expect(await greetingOf("127.0.0.1", first.port)).toBe("");
  await vi.waitFor(async () => expect(await greetingOf("127.0.0.1", first.port)).toContain(inboundBanner), {
    timeout: 15_000,
    interval: 200,
  });
}, 30_000);

test("a port that another program has is an error in words", async () => {
  const other = createServer((socket) => socket.end("220 mx.example ESMTP Postfix\r\n"));
  servers.push(other);
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  await expect(listen(port)).rejects.toThrow(
    `Port ${port} at 127.0.0.1 (INBOUND_SMTP_PORT) is in use by another program.`,
  );
});
