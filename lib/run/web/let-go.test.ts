import { Agent, createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { letGoOf } from "./let-go";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function start(answerMs = 0) {
  const server = createServer(async (_request, response) => {
    await sleep(answerMs);
    response.end("whole");
  });
  servers.push(server);
  const letGo = letGoOf(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { letGo, port };
}

/** The answer, and whether the connection may be used again. */
function ask(port: number, agent: Agent): Promise<{ text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    request({ port, host: "127.0.0.1", agent }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on("end", () => resolve({ text, connection: answer.headers.connection }));
    })
      .on("error", reject)
      .end();
  });
}

const refused = (port: number) =>
  new Promise((resolve) =>
    connect(port, "127.0.0.1")
      .once("error", () => resolve(true))
      .once("connect", () => resolve(false)),
  );

test("what is being answered is answered whole, and its connection ends with it", async () => {
  const { letGo, port } = await start(300);
  const answer = ask(port, new Agent({ keepAlive: true }));
  await sleep(100);
  const ended = letGo({ idleMs: 4000, withinMs: 10_000 });
  expect(await refused(port)).toBe(true);
  expect(await answer).toEqual({ text: "whole", connection: "close" });
  await ended;
});

test("a request on a connection that was idle at the end is answered, and closes it", async () => {
  const { letGo, port } = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await ask(port, agent)).toMatchObject({ connection: "keep-alive" });
  const ended = letGo({ idleMs: 4000, withinMs: 10_000 });
  await sleep(200);
  expect(await ask(port, agent)).toEqual({ text: "whole", connection: "close" });
  await ended;
});

test("without a proxy idle connections end at once, and nothing waits longer than it may", async () => {
  const quick = await start();
  await ask(quick.port, new Agent({ keepAlive: true }));
  const startedAt = performance.now();
  await quick.letGo({ idleMs: 0, withinMs: 10_000 });
  expect(performance.now() - startedAt).toBeLessThan(2000);
  const slow = await start(60_000);
  ask(slow.port, new Agent({ keepAlive: true })).catch(() => {});
  await sleep(100);
  await slow.letGo({ idleMs: 0, withinMs: 300 });
});
