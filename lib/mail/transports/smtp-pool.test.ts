import { afterEach, expect, test } from "vitest";
import { registry } from "@/lib/base/metrics/registry";
import { type Script, type ScriptedPeer, scriptedPeer } from "@/tests/support/scripted-smtp-peer";
import {
  type PeerOptions,
  sendThrough,
  testMessage,
  testMessages,
  testTransport,
} from "@/tests/support/smtp-hand-over";
import type { SmtpTransport } from "./smtp";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function pool(
  script: Script,
  options: PeerOptions = {},
): Promise<{ peer: ScriptedPeer; transport: SmtpTransport }> {
  const peer = await scriptedPeer(script);
  const transport = testTransport(peer.port, options);
  closers.push(() => peer.close());
  closers.push(() => transport.close());
  return { peer, transport };
}

/** Contents are answered only when the test says so; one command at a time, so that replies stay in order. */
function heldContents() {
  const waiting: (() => void)[] = [];
  const script: Script = {
    offers: ["8BITMIME"],
    content: (_raw, { socket }) => {
      waiting.push(() => socket.write("250 2.0.0 ok\r\n"));
      return null;
    },
  };
  const release = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { script, waiting, release };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => testMessage(from + index));

test("an empty batch is done at once and nothing is connected", async () => {
  const { peer, transport } = await pool({});
  expect((await sendThrough(transport, [])).failure).toBeNull();
  expect(peer.connections).toBe(0);
});

test("open connections are counted until they end", async () => {
  const count = async () =>
    (await registry.getSingleMetric("homing_transport_connections")!.get()).values[0]?.value ?? 0;
  const before = await count();
  const { script, waiting, release } = heldContents();
  const { transport } = await pool(script, { maxConnections: 2 });
  const sending = sendThrough(transport, numbers(1, 2));
  await until(() => waiting.length === 2);
  expect((await count()) - before).toBe(2);
  release();
  await sending;
  await transport.close();
  expect(await count()).toBe(before);
});

test("batches sent at the same time take turns", async () => {
  const { peer, transport } = await pool({});
  const order: string[] = [];
  const note = (name: string) => ({ onHandOver: () => order.push(name) > 0 });
  await Promise.all([
    sendThrough(transport, numbers(1, 20), note("large")),
    sendThrough(transport, numbers(101, 4), note("small")),
  ]);
  expect(order.lastIndexOf("small")).toBeLessThan(11);
  expect(peer.connections).toBe(1);
});

test("priority mail has a connection of its own and does not wait for a peer that is busy with bulk mail", async () => {
  const held = heldContents();
  const { peer, transport } = await pool({
    ...held.script,
    content: (raw, connection) => (raw.includes("Hello 9") ? undefined : held.script.content?.(raw, connection)),
  });
  const bulk = sendThrough(transport, testMessages(3));
  await until(() => held.waiting.length === 1);
  const urgent = await sendThrough(transport, [testMessage(9)], { lane: "priority" });
  expect(urgent.results).toEqual(["accepted"]);
  expect(peer.connections).toBe(2);
  while (peer.contents.length < 4) {
    held.release();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  held.release();
  expect((await bulk).results).toEqual(["accepted", "accepted", "accepted"]);
});

test("priority mail does not wait for a bulk connection that is slow to come up", async () => {
  const { peer, transport } = await pool({ greeting: ({ number }) => (number === 1 ? null : "220 hello") });
  const bulk = sendThrough(transport, testMessages(3));
  await until(() => peer.connections === 1);
  expect((await sendThrough(transport, [testMessage(9)], { lane: "priority" })).results).toEqual(["accepted"]);
  await transport.close();
  expect((await bulk).results).toEqual(["unsent", "unsent", "unsent"]);
});

test("bulk mail never uses the connection kept apart", async () => {
  const { peer, transport } = await pool({});
  await sendThrough(transport, [testMessage(1)], { lane: "priority" });
  await sendThrough(transport, numbers(2, 3));
  expect(peer.connections).toBe(2);
});

test("idle connections are used again, and given back with a goodbye after their time", async () => {
  const { peer, transport } = await pool({}, { idleTimeoutMs: 80 });
  await sendThrough(transport, numbers(1, 2));
  await sendThrough(transport, numbers(3, 2));
  expect(peer.connections).toBe(1);
  await until(() => peer.commands.includes("QUIT"));
  expect((await sendThrough(transport, [testMessage(5)])).results).toEqual(["accepted"]);
  expect(peer.connections).toBe(2);
});

test("idle connections that the peer has given up are no failure", async () => {
  const sockets: { end: (text: string) => void }[] = [];
  const { peer, transport } = await pool({
    greeting: ({ socket }) => {
      sockets.push(socket);
      return "220 hello";
    },
  });
  await sendThrough(transport, numbers(1, 2));
  sockets[0]!.end("421 4.4.2 idle for too long\r\n");
  // Whether the words or the message come first, the message gets through.
  const sent = await sendThrough(transport, numbers(3, 2));
  expect(sent.results).toEqual(["accepted", "accepted"]);
  expect(sent.failure).toBeNull();
  expect(peer.connections).toBe(2);
});

test("a connection ends after its share of messages", async () => {
  const { peer, transport } = await pool({}, { maxMessagesPerConnection: 4 });
  expect((await sendThrough(transport, testMessages(10))).handedOver).toHaveLength(10);
  expect(peer.connections).toBe(3);
  expect(peer.commands.filter((command) => command === "QUIT")).toHaveLength(2);
});

test("a peer that turns further connections away is served over those that are open", async () => {
  const { peer, transport } = await pool(
    { greeting: ({ number }) => (number <= 2 ? "220 hello" : "421 4.7.0 too many connections") },
    { maxConnections: 8 },
  );
  await sendThrough(transport, [testMessage(1)]);
  const first = await sendThrough(transport, numbers(2, 400));
  expect(new Set(first.results)).toEqual(new Set(["accepted"]));
  expect(first.failure).toBeNull();
  const { connections } = peer;
  expect((await sendThrough(transport, numbers(1001, 400))).failure).toBeNull();
  expect(peer.connections).toBe(connections);
});

test("after an abort nothing more is begun, and what is on the wire ends by itself", async () => {
  const held = heldContents();
  const { peer, transport } = await pool(held.script);
  const controller = new AbortController();
  const sending = sendThrough(transport, testMessages(10), { signal: controller.signal });
  await until(() => held.waiting.length === 1);
  controller.abort();
  const releasing = setInterval(held.release, 5);
  const sent = await sending;
  clearInterval(releasing);
  expect(sent.handedOver).toEqual([1]);
  expect(sent.results).toEqual(["accepted", ...Array.from({ length: 9 }, () => "unsent")]);
  expect(sent.failure).toBeNull();
  expect(peer.contents).toHaveLength(1);
  const never = await sendThrough(transport, testMessages(2), { signal: controller.signal });
  expect(never.results).toEqual(["unsent", "unsent"]);
});

test("an abort leaves a message whose recipient has been announced already to end by itself", async () => {
  const { peer, transport } = await pool({});
  const controller = new AbortController();
  const sent = await sendThrough(transport, testMessages(10), {
    signal: controller.signal,
    onHandOver: (id) => {
      if (id === testMessage(3).id) controller.abort();
      return true;
    },
  });
  expect(sent.handedOver).toEqual([1, 2, 3, 4]);
  expect(sent.results.slice(4)).toEqual(Array.from({ length: 6 }, () => "unsent"));
  expect(peer.contents).toHaveLength(4);
});

test("closing begins nothing more, waits for what is on the wire, and says goodbye", async () => {
  const held = heldContents();
  const { peer, transport } = await pool(held.script);
  const sending = sendThrough(transport, testMessages(10));
  await until(() => held.waiting.length === 1);
  const closing = transport.close();
  const releasing = setInterval(held.release, 5);
  await closing;
  clearInterval(releasing);
  const sent = await sending;
  expect(sent.results.slice(0, 3)).toEqual(["accepted", "unsent", "unsent"]);
  expect(peer.commands.at(-1)).toBe("QUIT");
  expect((await sendThrough(transport, [testMessage(99)])).results).toEqual(["unsent"]);
});

test("closing does not wait forever for a peer that is silent", async () => {
  const { transport } = await pool({ ...heldContents().script }, { timeouts: { drainMs: 50, closeMs: 50 } });
  const sending = sendThrough(transport, testMessages(2));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await transport.close();
  expect((await sending).results).toEqual(["unconfirmed", "unsent"]);
});

test("a message that the caller keeps back at the last moment never leaves; the others do", async () => {
  const { peer, transport } = await pool({});
  const sent = await sendThrough(transport, testMessages(4), { onHandOver: (id) => id !== testMessage(2).id });
  expect(sent.results).toEqual(["accepted", "unsent", "accepted", "accepted"]);
  expect(sent.failure).toBeNull();
  expect(peer.contents).toHaveLength(3);
});

test("a caller that has lost its right to send does not cost a connection for every message", async () => {
  const { peer, transport } = await pool({});
  const sent = await sendThrough(transport, testMessages(50), { onHandOver: () => false });
  expect(new Set(sent.results)).toEqual(new Set(["unsent"]));
  expect(peer.contents).toHaveLength(0);
  expect(peer.connections).toBeLessThan(5);
  expect((await sendThrough(transport, [testMessage(51)])).results).toEqual(["accepted"]);
});

test("a hand-over that cannot be noted does not happen", async () => {
  const { peer, transport } = await pool({});
  const outcomes: string[] = [];
  const sending = transport.send(testMessages(4), {
    onHandOver: (id) => {
      if (id === testMessage(2).id) throw new Error("the disk is full");
      return true;
    },
    onOutcome: ({ result }) => outcomes.push(result),
  });
  await expect(sending).rejects.toThrow("the disk is full");
  expect(outcomes.toSorted()).toEqual(["accepted", "unsent", "unsent", "unsent"]);
  expect(peer.contents).toHaveLength(1);
});
