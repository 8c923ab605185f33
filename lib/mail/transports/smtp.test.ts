import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import type { OutgoingMessage, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { SmtpTransport } from "./smtp";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const message = (number: number, to = `r${number}@example.com`): OutgoingMessage => ({
  id: `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`,
  envelopeFrom: "bounce+x@acme.test",
  envelopeTo: to,
  raw: Buffer.from(`Subject: ${number}\r\n\r\n.leading dot\r\n${"x".repeat(5000)}\r\n`),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: asks for anything outside ASCII
  smtpUtf8: /[^\u0000-\u007f]/.test(to),
  parts: () => ({ from: "", to: "", subject: "", html: "", text: "", headers: {} }),
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

interface Peer {
  url: string;
  received: { to: string; raw: string }[];
  connections: () => number;
}

/** A real SMTP server that does what `options` says. */
async function peer(options: SMTPServerOptions = {}): Promise<Peer> {
  const received: Peer["received"] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect: (_session, callback) => {
      connections += 1;
      callback();
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo[0]!.address, raw: Buffer.concat(chunks).toString() });
        callback(null, "2.0.0 queued");
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received, connections: () => connections };
}

let failure: TransportFailure | null = null;

async function send(url: string, batch: OutgoingMessage[]): Promise<Map<string, TransportOutcome>> {
  const transport = new SmtpTransport(parseSmtpUrl(url));
  closers.unshift(() => transport.close());
  const outcomes = new Map<string, TransportOutcome>();
  failure = await transport.send(batch, {
    onOutcome: (outcome) => {
      expect(outcomes.has(outcome.messageId), "one outcome a message").toBe(false);
      outcomes.set(outcome.messageId, outcome);
    },
  });
  expect(outcomes.size).toBe(batch.length);
  return outcomes;
}

const results = (outcomes: Map<string, TransportOutcome>) => [...outcomes.values()].map((outcome) => outcome.result);

test("every message arrives once, whole, over few connections", async () => {
  const { url, received, connections } = await peer();
  const batch = messages(60);
  const outcomes = await send(`${url}?connections=4`, batch);
  expect(new Set(results(outcomes))).toEqual(new Set(["accepted"]));
  expect(new Set(received.map((each) => each.to)).size).toBe(60);
  expect(received).toHaveLength(60);
  expect(received.find((each) => each.to === "r1@example.com")?.raw).toBe(batch[0]!.raw.toString());
  expect(connections()).toBeLessThanOrEqual(4);
});

test("a connection is given up after its share of messages", async () => {
  const { url, connections } = await peer();
  await send(`${url}?connections=1&messages=5`, messages(20));
  expect(connections()).toBe(4);
});

test("a refused recipient and a later one share the connection, each with its own reply", async () => {
  const { url, received, connections } = await peer({
    onRcptTo: ({ address }, _session, callback) => {
      if (address.startsWith("r2@")) callback(Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 }));
      else if (address.startsWith("r3@"))
        callback(Object.assign(new Error("4.2.2 mailbox full"), { responseCode: 452 }));
      else callback();
    },
  });
  const outcomes = await send(`${url}?connections=1`, messages(4));
  const of = (number: number) => outcomes.get(message(number).id)!;
  expect(of(2)).toMatchObject({ result: "refused", code: 550, enhanced: "5.1.1" });
  expect(of(3)).toMatchObject({ result: "deferred", code: 452, enhanced: "4.2.2" });
  expect([of(1).result, of(4).result]).toEqual(["accepted", "accepted"]);
  expect(received).toHaveLength(2);
  expect(connections()).toBe(1);
});

test("a message over the size that the peer takes is refused; the others go on", async () => {
  const { url, received } = await peer({ size: 6_000 });
  const large = { ...message(2), raw: Buffer.alloc(7_000, "x") };
  const outcomes = await send(`${url}?connections=1`, [message(1), large, message(3)]);
  expect(outcomes.get(large.id)).toMatchObject({ result: "refused", code: 552, enhanced: "5.3.4" });
  expect([1, 3].map((number) => outcomes.get(message(number).id)!.result)).toEqual(["accepted", "accepted"]);
  expect(received).toHaveLength(2);
});

test("nobody listening: nothing counts as an attempt, and the failure says why", async () => {
  const outcomes = await send("smtp://127.0.0.1:1", messages(30));
  expect(new Set(results(outcomes))).toEqual(new Set(["unsent"]));
  expect(failure).toMatchObject({ kind: "network", text: expect.stringContaining("Nobody answers at 127.0.0.1:1") });
  expect([...outcomes.values()][0]!.text).toBe(failure!.text);
});

test("the peer dies after taking the content: unconfirmed, never sent again", async () => {
  const { url } = await peer({
    onData: (stream, session) => {
      stream.resume();
      stream.on("end", () => (session as unknown as { socket?: unknown }) && killAll());
    },
  });
  const sockets = new Set<import("node:net").Socket>();
  const killAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxied = await proxy(Number(new URL(url).port), sockets);
  const outcomes = await send(`${proxied}?connections=1`, messages(1));
  expect(results(outcomes)).toEqual(["unconfirmed"]);
});

test("an internationalised local part is refused where the peer does not take it", async () => {
  const { url, received } = await peer({ hideSMTPUTF8: true } as SMTPServerOptions);
  const outcomes = await send(url, [message(1, "jürgen@example.com"), message(2)]);
  expect(outcomes.get(message(1).id)).toMatchObject({ result: "refused", enhanced: "5.6.7" });
  expect(received.map((each) => each.to)).toEqual(["r2@example.com"]);
});

test("a wrong password is a failure with the peer's words, said once", async () => {
  let tries = 0;
  const { url } = await peer({
    disabledCommands: ["STARTTLS"],
    onAuth: (_auth, _session, callback) => {
      tries += 1;
      callback(Object.assign(new Error("5.7.8 bad credentials"), { responseCode: 535 }));
    },
  });
  const outcomes = await send(url.replace("smtp://", "smtp://user:wrong@"), messages(30));
  expect(new Set(results(outcomes))).toEqual(new Set(["unsent"]));
  expect(failure).toMatchObject({ kind: "auth", text: expect.stringContaining("535 5.7.8 bad credentials") });
  expect(tries).toBe(1);
});

test("an address that is no SMTP URL is refused in words", () => {
  expect(() => parseSmtpUrl("http://mail.example.com")).toThrow("smtp://");
  expect(() => parseSmtpUrl("smtp://user:x@mail.example.com?auth=cram")).toThrow("auth=cram");
  expect(() => parseSmtpUrl("smtp://user:100%@mail.example.com")).toThrow(RangeError);
  expect(parseSmtpUrl("smtps://user:p%40ss@[::1]")).toMatchObject({ host: "::1", port: 465, secure: true });
  expect(parseSmtpUrl("smtps://user:p%40ss@[::1]").auth).toMatchObject({ user: "user", pass: "p@ss" });
  expect(parseSmtpUrl("smtp://me@mail.example.com?auth=xoauth2&token=t%2B1").auth).toMatchObject({
    user: "me",
    token: "t+1",
    method: "xoauth2",
  });
});

async function listening(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
}

/** Passes bytes through, so that a test can cut the line. */
async function proxy(port: number, sockets: Set<import("node:net").Socket>): Promise<string> {
  const { connect } = await import("node:net");
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await listening(server);
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
