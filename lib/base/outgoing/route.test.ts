import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isInsideAddress } from "@/lib/base/outgoing/address-ranges";
import { connectSmtp } from "@/lib/mail/smtp/connect";
import { smtpOptions } from "@/lib/mail/smtp/smtp-options";
import { checkDestination } from "./check-host";
import { outgoingFetch } from "./outgoing-fetch";
import { readHost } from "./read-host";
import { findRoute, Unreachable } from "./route";
import { surroundings } from "./surroundings";

const servers: Server[] = [];
const reached: string[] = [];
const reachMs = surroundings.reachMs;

/** A mail server at one address of this machine; writes down who came. */
async function mailServer(address: string, port = 0, greeting = "220 mail.example ESMTP\r\n"): Promise<number> {
  const server = createServer((socket) => {
    reached.push(address);
    socket.on("error", () => {});
    socket.write(greeting);
    socket.on("data", () => socket.write("250 mail.example\r\n"));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return (server.address() as { port: number }).port;
}

beforeEach(() => {
  reached.length = 0;
  surroundings.reachMs = 300;
});
afterEach(async () => {
  vi.restoreAllMocks();
  surroundings.reachMs = reachMs;
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

/** 127.0.0.1 stands for the internet, every other address for the inside. */
function world(answers: readonly (readonly string[])[], port: number): { asked: () => number } {
  let asked = 0;
  vi.spyOn(surroundings, "isInside").mockImplementation((address) => address !== "127.0.0.1");
  vi.spyOn(surroundings, "ports").mockReturnValue([port]);
  vi.spyOn(surroundings, "resolve").mockImplementation(async () => answers[asked++] ?? answers.at(-1) ?? []);
  return { asked: () => asked };
}

const peer = (host: string, port: number) =>
  smtpOptions({ foreign: true, host, port, ignoreTls: true, timeouts: { connectMs: 1000, greetingMs: 1000 } });

async function connects(host: string, port: number): Promise<string | null> {
  try {
    const { socket } = await connectSmtp(peer(host, port), new AbortController().signal);
    socket.destroy();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

test("addresses inside are told from those outside, however they are written", () => {
  const inside = [
    ...["127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...["::1", "::", "fe80::1%eth0", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:a00:1", "0:0:0:0:0:ffff:7f00:1"],
    ...["::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "3fff::1"],
    ...["2001:db8::1", "fec0::1", "ff02::1", "4000::1", "5f00::1", "255.255.255.255", "224.0.0.1", "192.88.99.1"],
    ...["not an address", "", "2130706433", "127.1"],
  ];
  expect(inside.filter((address) => !isInsideAddress(address))).toEqual([]);
  const outside = ["8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"];
  expect(outside.filter(isInsideAddress)).toEqual([]);
});

test("a host is a full name or a plain address, and nothing the resolver would understand in its own way", () => {
  const refused = [
    ...["localhost", "LOCALHOST.", "db", "printer.local", "vault.internal", "x.localhost", "router.home.arpa", ""],
    ...["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "1.2.3.4.5", "mail.example.1", "017700000001"],
    ...["fe80::1%eth0", "[fe80::1%25lo]", "/var/run/mail.sock", "unix:/tmp/a", "user@mail.example.com", "a b.com"],
    ...["mail.example.com:25", "mail.example.com/x", "mail..example.com", "-a.example.com", "mail.example.com\0.evil"],
    ...["①②⑦.⓪.⓪.①", "１２７.０.０.１", `${"a".repeat(64)}.com`, "*.example.com"],
  ];
  const taken = refused.filter((host) => {
    const read = readHost(host);
    return read && !(read.kind === "address" && isInsideAddress(read.address));
  });
  expect(taken).toEqual([]);
  expect(readHost("Mail.Example.COM.")).toEqual({ kind: "name", name: "mail.example.com" });
  expect(readHost("bücher.example")).toEqual({ kind: "name", name: "xn--bcher-kva.example" });
  expect(readHost("[2606:4700::1111]")).toEqual({ kind: "address", address: "2606:4700::1111" });
});

test("what the text itself shows is said when it is saved; a name is never looked up for that", () => {
  const resolve = vi.spyOn(surroundings, "resolve");
  expect(checkDestination("10.0.0.1", 587, "smtp")).toMatchObject({ field: "host" });
  expect(checkDestination("mail.example.com", 22, "smtp")).toMatchObject({ field: "port" });
  expect(checkDestination("imap.example.com", 6379, "imap")).toMatchObject({ field: "port" });
  expect(checkDestination("mail.example.com", 587, "smtp")).toBeNull();
  expect(resolve).not.toHaveBeenCalled();
});

test("a name that first leads outside and then inside is asked once, and the first answer is used", async () => {
  const port = await mailServer("127.0.0.1");
  await mailServer("127.0.0.2", port);
  const { asked } = world([["127.0.0.1"], ["127.0.0.2"]], port);
  expect(await connects("flip.example.com", port)).toBeNull();
  expect(asked()).toBe(1);
  expect(reached).toEqual(["127.0.0.1"]);
  // The next connection asks anew, and judges anew.
  expect(await connects("flip.example.com", port)).toMatch(/^No connection to flip\.example\.com/);
  expect(reached).toEqual(["127.0.0.1"]);
});

test("with one address inside none is used", async () => {
  const port = await mailServer("127.0.0.1");
  world([["127.0.0.1", "127.0.0.2"]], port);
  await expect(findRoute({ host: "mixed.example.com", port, purpose: "smtp" })).rejects.toBeInstanceOf(Unreachable);
  expect(await connects("mixed.example.com", port)).toMatch(/^No connection/);
  expect(reached).toEqual([]);
});

test("refused, silent, closed, inside and unknown look the same, in words and in time", {
  timeout: 120_000,
}, async () => {
  const open = await mailServer("127.0.0.1");
  const closing = createServer((socket) => socket.destroy());
  servers.push(closing);
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const closedPort = (closing.address() as { port: number }).port;
  const cases: Record<string, { answers: string[][]; port: number }> = {
    inside: { answers: [["127.0.0.2"]], port: open },
    unknown: { answers: [[]], port: open },
    refused: { answers: [["127.0.0.1"]], port: 1 },
    closed: { answers: [["127.0.0.1"]], port: closedPort },
  };
  const seen: Record<string, { text: string | null; tookMs: number }> = {};
  for (const [name, { answers, port }] of Object.entries(cases)) {
    seen[name] = { text: null, tookMs: Number.POSITIVE_INFINITY };
    // A loaded machine makes some tries late, never early: the quickest of several is how long it takes by itself.
    for (let tries = 0; tries < 20 && seen[name].tookMs >= 600; tries++) {
      world(answers, port);
      const startedAt = performance.now();
      const text = await connects("mail.example.com", port);
      const tookMs = Math.min(seen[name].tookMs, performance.now() - startedAt);
      seen[name] = { text: text?.replace(`:${port}.`, ":PORT.") ?? null, tookMs };
      vi.restoreAllMocks();
    }
  }
  expect(new Set(Object.values(seen).map(({ text }) => text)).size).toBe(1);
  for (const [name, { tookMs }] of Object.entries(seen)) {
    expect(tookMs, name).toBeGreaterThanOrEqual(295);
    expect(tookMs, name).toBeLessThan(600);
  }
});

test("a server that is no mail server is told so: it may be reached", async () => {
  const port = await mailServer("127.0.0.1", 0, "SSH-2.0-OpenSSH_9.9\r\n");
  world([["127.0.0.1"]], port);
  expect(await connects("mail.example.com", port)).toMatch(/does not speak SMTP/);
});

test("HTTP goes by the same rules, and only by https", async () => {
  const resolve = vi.spyOn(surroundings, "resolve").mockResolvedValue(["10.0.0.1"]);
  for (const url of ["http://example.com/", "https://10.0.0.1/", "https://2130706433/", "https://localhost/"]) {
    await expect(outgoingFetch(url), url).rejects.toBeInstanceOf(Unreachable);
  }
  await expect(outgoingFetch("https://example.com:8443/")).rejects.toBeInstanceOf(Unreachable);
  expect(resolve).not.toHaveBeenCalled();
  await expect(outgoingFetch("https://example.com/")).rejects.toThrow(/^No connection to example\.com:443/);
  expect(resolve).toHaveBeenCalledOnce();
});
