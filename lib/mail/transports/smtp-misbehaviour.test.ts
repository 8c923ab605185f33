import { afterEach, expect, test } from "vitest";
import { type Script, type ScriptedPeer, scriptedPeer } from "@/tests/support/scripted-smtp-peer";
import { sendTo, testMessage, testMessages } from "@/tests/support/smtp-hand-over";

const peers: ScriptedPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function peerThat(script: Script): Promise<ScriptedPeer> {
  const peer = await scriptedPeer(script);
  peers.push(peer);
  return peer;
}

const LOCK_STEP: readonly string[] = ["8BITMIME"];
const SHORT = { connectMs: 150, greetingMs: 150, commandMs: 150, contentMs: 150, closeMs: 100 };
const all = (result: string, count: number) => Array.from({ length: count }, () => result);

test("a message costs one write: its content travels with the next one's MAIL, RCPT and DATA", async () => {
  const peer = await peerThat({});
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(all("accepted", 3));
  expect(sent.handedOver).toEqual([1, 2, 3]);
  expect(sent.outcome(2)).toMatchObject({ code: 250, enhanced: "2.0.0", providerId: "Q2" });
  const open = (n: number) => `MAIL FROM:<bounce+x@acme.test>\r\nRCPT TO:<r${n}@example.com>\r\nDATA\r\n`;
  const content = (n: number) => `Subject: ${n}\r\n\r\nHello ${n}\r\n.\r\n`;
  expect(peer.reads).toEqual([
    "EHLO us.test\r\n",
    open(1),
    content(1) + open(2),
    content(2) + open(3),
    content(3),
    "QUIT\r\n",
  ]);
});

test("without PIPELINING every command waits for its reply", async () => {
  const peer = await peerThat({
    offers: LOCK_STEP,
    answer: (command) => (command.includes("r2@") ? "550 5.1.1 no such user" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(["accepted", "refused", "accepted"]);
  expect(peer.reads.every((read) => read.split("\r\n.\r\n").join("").split("\r\n").length <= 6)).toBe(true);
  expect(peer.commands.map((command) => command.split(/[ :]/)[0])).toEqual([
    "EHLO",
    "MAIL",
    "RCPT",
    "DATA",
    "MAIL",
    "RCPT",
    "RSET",
    "MAIL",
    "RCPT",
    "DATA",
    "QUIT",
  ]);
});

test("PIPELINING that is offered can be left alone", async () => {
  const peer = await peerThat({});
  const sent = await sendTo(peer.port, testMessages(2), { pipelining: false });
  expect(sent.results).toEqual(all("accepted", 2));
  expect(peer.reads.filter((read) => read.endsWith("DATA\r\n"))).toEqual(["DATA\r\n", "DATA\r\n"]);
});

test("a peer that knows no EHLO is greeted with HELO", async () => {
  const peer = await peerThat({ answer: (command) => (command.startsWith("EHLO") ? "502 what?" : undefined) });
  const sent = await sendTo(peer.port, testMessages(2));
  expect(sent.results).toEqual(all("accepted", 2));
  expect(peer.commands[1]).toBe("HELO us.test");
});

test("content is stuffed with dots and always ends with a line end", async () => {
  const peer = await peerThat({});
  await sendTo(peer.port, [testMessage(1, { raw: Buffer.from(".a\r\n.\r\nb") }), testMessage(2)]);
  expect(peer.contents[0]).toBe("..a\r\n..\r\nb\r\n");
});

test.each([
  ["503 5.5.1 no valid recipients", 0],
  ["554 5.5.1 no valid recipients", 0],
  ["354 go ahead", 1],
])("a refused recipient among pipelined commands, DATA answered %s", async (dataReply, emptyContents) => {
  let refused = false;
  const peer = await peerThat({
    answer: (command) => {
      if (command.startsWith("RCPT")) refused = /r[23]@/.test(command);
      if (command.includes("r2@")) return "550-5.1.1 no\r\n550 5.1.1 such user";
      if (command.includes("r3@")) return "452 4.2.2 full";
      return command === "DATA" && refused ? dataReply : undefined;
    },
    content: (raw) => (raw === "" ? "554 5.5.1 no valid recipients" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(4));
  expect(sent.results).toEqual(["accepted", "refused", "deferred", "accepted"]);
  expect(sent.handedOver).toEqual([1, 4]);
  expect(sent.outcome(2)).toMatchObject({ code: 550, enhanced: "5.1.1", text: "550 5.1.1 no such user" });
  expect(sent.outcome(3)).toMatchObject({ code: 452, enhanced: "4.2.2" });
  expect(peer.contents.filter((raw) => raw === "")).toHaveLength(emptyContents * 2);
  expect(peer.commands.filter((command) => command === "RSET")).toHaveLength(2);
  expect(peer.connections).toBe(1);
});

test("a refused sender speaks about its message", async () => {
  const peer = await peerThat({
    answer: (command, connection) => {
      if (command.startsWith("MAIL") && command.includes("bad@")) return "550 5.7.1 sender refused";
      if (connection.number > 0 && command === "DATA" && peer.commands.at(-3)?.includes("bad@")) return "503 5.5.1 no";
      if (command.startsWith("RCPT") && peer.commands.at(-2)?.includes("bad@")) return "503 5.5.1 no";
      return undefined;
    },
  });
  const sent = await sendTo(peer.port, [
    testMessage(1),
    testMessage(2, { envelopeFrom: "bad@acme.test" }),
    testMessage(3),
  ]);
  expect(sent.results).toEqual(["accepted", "refused", "accepted"]);
  expect(sent.outcome(2)).toMatchObject({ code: 550, enhanced: "5.7.1" });
  expect(sent.failure).toBeNull();
});

test("the content itself may be refused or put off", async () => {
  const peer = await peerThat({
    content: (raw) =>
      raw.includes("Hello 1") ? "554 5.7.1 spam" : raw.includes("Hello 2") ? "451 4.3.0 later" : undefined,
  });
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(["refused", "deferred", "accepted"]);
  expect(peer.connections).toBe(1);
});

test("MAIL refused for want of a sign-in is a failure, and no message is at fault", async () => {
  const peer = await peerThat({
    answer: (command) => (command.startsWith("MAIL") ? "530 5.7.0 Authentication required" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(all("unsent", 3));
  expect(sent.failure).toMatchObject({ kind: "auth", text: expect.stringContaining("Authentication required") });
  expect(peer.connections).toBe(1);
});

test("421 at the greeting: nothing was tried, everybody waits, the peer is not hammered", async () => {
  const peer = await peerThat({ greeting: () => "421 4.3.2 too busy" });
  const sent = await sendTo(peer.port, testMessages(20), { maxConnections: 8 });
  expect(sent.results).toEqual(all("unsent", 20));
  expect(sent.failure).toMatchObject({ kind: "throttled", text: expect.stringContaining("421 4.3.2 too busy") });
  expect(peer.connections).toBe(1);
});

test.each(["EHLO", "MAIL"])("421 at %s of a new connection: throttled, nothing was tried", async (verb) => {
  const peer = await peerThat({
    answer: (command) => (command.startsWith(verb) ? "421 4.7.0 come back later" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(5));
  expect(sent.results).toEqual(all("unsent", 5));
  expect(sent.failure?.kind).toBe("throttled");
  expect(peer.connections).toBe(1);
});

test("421 at MAIL after some messages only ends the connection", async () => {
  const counts = new Map<number, number>();
  const peer = await peerThat({
    answer: (command, { number }) => {
      if (!command.startsWith("MAIL")) return undefined;
      counts.set(number, (counts.get(number) ?? 0) + 1);
      return counts.get(number)! > 3 ? "421 4.7.0 enough on this connection" : undefined;
    },
  });
  const sent = await sendTo(peer.port, testMessages(9));
  expect(sent.results).toEqual(all("accepted", 9));
  expect(sent.failure).toBeNull();
  expect(peer.connections).toBe(3);
});

test.each(["RCPT", "DATA", "content"])(
  "421 at %s puts off that message alone; the others go over a new connection",
  async (at) => {
    let second = false;
    const peer = await peerThat({
      answer: (command) => {
        if (command.startsWith("RCPT")) second = command.includes("r2@");
        if (at === "RCPT" && command.includes("r2@")) return "421 4.7.0 not this one";
        return at === "DATA" && command === "DATA" && second ? "421 4.7.0 not this one" : undefined;
      },
      content: (raw) => (at === "content" && raw.includes("Hello 2") ? "421 4.7.0 not this one" : undefined),
    });
    const sent = await sendTo(peer.port, testMessages(4));
    expect(sent.results).toEqual(["accepted", "deferred", "accepted", "accepted"]);
    expect(sent.outcome(2)).toMatchObject({ code: 421, enhanced: "4.7.0", text: "421 4.7.0 not this one" });
    expect(sent.handedOver).toEqual(at === "content" ? [1, 2, 3, 4] : [1, 3, 4]);
    expect(peer.connections).toBe(2);
  },
);

test("421 at every recipient: after a few it is a failure of the peer and the rest is not tried", async () => {
  const peer = await peerThat({ answer: (command) => (command.startsWith("RCPT") ? "421 4.7.0 no" : undefined) });
  const sent = await sendTo(peer.port, testMessages(30));
  expect(sent.results.filter((result) => result === "deferred")).toHaveLength(4);
  expect(sent.results.filter((result) => result === "unsent")).toHaveLength(26);
  expect(sent.failure?.kind).toBe("throttled");
  expect(peer.connections).toBe(4);
});

test("the line drops in the middle of the content: unconfirmed, never sent again; the others go on", async () => {
  const raw = Buffer.from(`Subject: 2\r\n\r\n${"Hello 2\r\n".repeat(200_000)}`);
  const peer = await peerThat({ contentBegan: (connection) => connection.drop() });
  const sent = await sendTo(peer.port, [testMessage(1), testMessage(2, { raw }), testMessage(3)]);
  expect(sent.results).toEqual(["accepted", "unconfirmed", "accepted"]);
  expect(sent.outcome(2).code).toBeNull();
  expect(peer.contents).toHaveLength(2);
});

test("the peer takes the content and drops without a word: unconfirmed; the next, already announced, is sent elsewhere", async () => {
  const peer = await peerThat({
    content: (raw, connection) => {
      if (!raw.includes("Hello 2")) return undefined;
      connection.drop();
      return null;
    },
  });
  const sent = await sendTo(peer.port, testMessages(4));
  expect(sent.results).toEqual(["accepted", "unconfirmed", "accepted", "accepted"]);
  expect(peer.contents.map((raw) => raw.slice(9, 10))).toEqual(["1", "2", "3", "4"]);
  expect(peer.connections).toBe(2);
});

test("a peer that drops after every content does not burn the whole batch", async () => {
  const peer = await peerThat({
    content: (_raw, connection) => {
      connection.drop();
      return null;
    },
  });
  const sent = await sendTo(peer.port, testMessages(30));
  expect(sent.results.filter((result) => result === "unconfirmed")).toHaveLength(4);
  expect(sent.results.filter((result) => result === "unsent")).toHaveLength(26);
  expect(sent.failure?.kind).toBe("network");
});

test.each(["MAIL", "RCPT", "DATA"])("a drop at %s once: the message goes over another connection", async (verb) => {
  let dropped = false;
  const peer = await peerThat({
    answer: (command, connection) => {
      if (dropped || !command.startsWith(verb)) return undefined;
      dropped = true;
      connection.drop();
      return null;
    },
  });
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(all("accepted", 3));
  expect(sent.failure).toBeNull();
  expect(peer.connections).toBe(2);
});

test("a message at which two connections end is put off with the words; the others go on", async () => {
  const peer = await peerThat({
    answer: (command, connection) => {
      if (!command.includes("r2@")) return undefined;
      connection.drop();
      return null;
    },
  });
  const sent = await sendTo(peer.port, testMessages(4));
  expect(sent.results).toEqual(["accepted", "deferred", "accepted", "accepted"]);
  expect(sent.outcome(2)).toMatchObject({ code: null, text: expect.stringContaining("ended 2 times at this message") });
  expect(sent.handedOver).not.toContain(2);
});

test("a peer that drops at every MAIL is given up after a few connections", async () => {
  const peer = await peerThat({
    answer: (command, connection) => {
      if (!command.startsWith("MAIL")) return undefined;
      connection.drop();
      return null;
    },
  });
  const sent = await sendTo(peer.port, testMessages(50));
  expect(new Set(sent.results)).toEqual(new Set(["deferred", "unsent"]));
  expect(sent.results.filter((result) => result === "deferred")).toHaveLength(2);
  expect(sent.failure?.kind).toBe("network");
  expect(peer.connections).toBe(4);
});

test("replies that drip in octet by octet are read", async () => {
  const peer = await peerThat({ write: drip(1) });
  const sent = await sendTo(peer.port, testMessages(2));
  expect(sent.results).toEqual(all("accepted", 2));
});

test("a reply that drips for longer than its time ends the connection", async () => {
  const peer = await peerThat({
    greeting: () => "220 hello",
    write: (socket, replies) => (replies.startsWith("250 2") ? drip(40)(socket, replies) : socket.write(replies)),
  });
  const sent = await sendTo(peer.port, testMessages(1), { timeouts: SHORT });
  expect(sent.results).toEqual(["deferred"]);
  expect(sent.outcome(1).text).toContain("no reply to MAIL in time");
  expect(sent.handedOver).toEqual([]);
});

test("silence after the content: unconfirmed", async () => {
  const peer = await peerThat({ content: () => null });
  const sent = await sendTo(peer.port, testMessages(1), { timeouts: SHORT });
  expect(sent.results).toEqual(["unconfirmed"]);
  expect(sent.outcome(1).text).toContain("no reply to the content in time");
});

test("a banner may take its time, but not forever", async () => {
  const late = await peerThat({
    greeting: ({ socket }) => {
      setTimeout(() => socket.write("220-wait\r\n220 ready\r\n"), 60);
      return null;
    },
  });
  expect((await sendTo(late.port, testMessages(2), { timeouts: SHORT })).results).toEqual(all("accepted", 2));
  const silent = await peerThat({ greeting: () => null });
  const sent = await sendTo(silent.port, testMessages(2), { timeouts: SHORT });
  expect(sent.results).toEqual(all("unsent", 2));
  expect(sent.failure).toMatchObject({ kind: "network", text: expect.stringContaining("no greeting within 0.15 s") });
});

test.each([
  ["garbage", "SSH-2.0-OpenSSH_10.0"],
  ["a reply without an end", `220-${"x".repeat(5000)}`],
  ["lines of one reply with different codes", "220-hello\r\n250 hello"],
])("%s instead of a greeting: a failure in words", async (_name, greeting) => {
  const peer = await peerThat({ greeting: () => greeting });
  const sent = await sendTo(peer.port, testMessages(2));
  expect(sent.results).toEqual(all("unsent", 2));
  expect(sent.failure).toMatchObject({ kind: "network", text: expect.stringContaining("does not speak SMTP") });
});

test("a greeting that refuses everybody is for a person to look at", async () => {
  const peer = await peerThat({ greeting: () => "554 5.7.1 your network is blocked" });
  const sent = await sendTo(peer.port, testMessages(2));
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("your network is blocked") });
  expect(peer.connections).toBe(1);
});

test.each([
  ["garbage", "%&/()"],
  ["mixed codes", "250-ok\r\n550 or not"],
  ["a 354", "354 again"],
])(
  "%s as the reply to a content: unconfirmed, and nothing later on that connection is believed",
  async (_name, reply) => {
    const peer = await peerThat({ content: (raw) => (raw.includes("Hello 1") ? reply : undefined) });
    const sent = await sendTo(peer.port, testMessages(3));
    expect(sent.results).toEqual(["unconfirmed", "accepted", "accepted"]);
    expect(peer.connections).toBe(2);
  },
);

test("a reply nobody asked for keeps the content back", async () => {
  let spoiled = false;
  const peer = await peerThat({
    answer: (command) => {
      if (spoiled || command !== "DATA") return undefined;
      spoiled = true;
      return "354 go ahead\r\n250 2.0.0 Ok: queued already";
    },
  });
  const sent = await sendTo(peer.port, testMessages(3));
  expect(sent.results).toEqual(all("accepted", 3));
  expect(peer.contents).toHaveLength(3);
  expect(peer.connections).toBe(2);
});

test("DATA answered with 250 is no permission", async () => {
  const peer = await peerThat({ answer: (command) => (command === "DATA" ? "250 fine" : undefined) });
  const sent = await sendTo(peer.port, testMessages(1));
  expect(sent.results).toEqual(["deferred"]);
  expect(sent.handedOver).toEqual([]);
});

function drip(everyMs: number): NonNullable<Script["write"]> {
  return (socket, replies) => {
    let at = 0;
    const timer = setInterval(() => {
      if (at >= replies.length || socket.destroyed) clearInterval(timer);
      else socket.write(replies.charAt(at++));
    }, everyMs);
  };
}
