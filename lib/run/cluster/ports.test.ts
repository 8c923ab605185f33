import { createServer, type Server } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { holdPort } from "./ports";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const host = "127.0.0.1";
const setting = "MAILBOX_SMTP_PORT";

async function taken(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as { port: number }).port;
}

test("a port that was asked for and is taken is an error in words, never another port", async () => {
  const port = await taken();
  await expect(holdPort({ setting, host, wanted: port, usual: 2525 })).rejects.toThrow(
    `Port ${port} at ${host} (${setting}) is in use. Stop what uses it, or name another port.`,
  );
});

test("the usual port that is taken moves on, and a line says so", async () => {
  const usual = await taken();
  const say = vi.spyOn(console, "log").mockImplementation(() => {});
  const { port, server } = await holdPort({ setting, host, wanted: null, usual });
  servers.push(server);
  expect(port).toBeGreaterThan(usual);
  expect(say.mock.calls).toEqual([[`Port ${usual} is taken; using ${port} (${setting}).`]]);
  say.mockRestore();
});

test("a port is held from the moment of its choice: nobody else can take it", async () => {
  const { port, server } = await holdPort({ setting, host, wanted: 0, usual: 2525 });
  servers.push(server);
  await expect(holdPort({ setting, host, wanted: port, usual: 2525 })).rejects.toThrow("is in use");
});

test("an address that this machine does not have is said in words", async () => {
  await expect(holdPort({ setting: "PORT", host: "192.0.2.1", wanted: 0, usual: 3000 })).rejects.toThrow(
    "192.0.2.1: this machine has no such address to listen at.",
  );
});
