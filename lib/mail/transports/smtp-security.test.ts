import { afterEach, expect, test } from "vitest";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { type Script, type ScriptedPeer, scriptedPeer } from "@/tests/support/scripted-smtp-peer";
import { type PeerOptions, sendTo, testMessages } from "@/tests/support/smtp-hand-over";

const tls = selfSignedCertificate("mail.peer.test");
const trusting: PeerOptions = { ca: tls.cert, servername: "mail.peer.test" };
const ACCEPTED = ["accepted", "accepted"];
const UNSENT = ["unsent", "unsent"];

const peers: ScriptedPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function peerThat(script: Script): Promise<ScriptedPeer> {
  const peer = await scriptedPeer(script);
  peers.push(peer);
  return peer;
}

/** Offers STARTTLS, and after it other things than before. */
const starttls: Script = {
  tls,
  offers: ({ encrypted }) => (encrypted ? ["PIPELINING", "AUTH PLAIN LOGIN XOAUTH2"] : ["STARTTLS"]),
};

const base64 = (text: string) => Buffer.from(text).toString("base64");

test("STARTTLS is used where it is offered, and EHLO is said again inside", async () => {
  const peer = await peerThat(starttls);
  const sent = await sendTo(peer.port, testMessages(2), trusting);
  expect(sent.results).toEqual(ACCEPTED);
  expect(peer.commands.slice(0, 3)).toEqual(["EHLO us.test", "STARTTLS", "EHLO us.test"]);
  // PIPELINING was only offered inside.
  expect(peer.reads.some((read) => read.startsWith("MAIL") && read.endsWith("DATA\r\n"))).toBe(true);
});

test("TLS from the start", async () => {
  const peer = await peerThat({ ...starttls, implicitTls: true });
  const sent = await sendTo(peer.port, testMessages(2), { ...trusting, secure: true });
  expect(sent.results).toEqual(ACCEPTED);
  expect(peer.commands).not.toContain("STARTTLS");
});

test.each([false, true])(
  "a certificate that nobody vouches for is refused, unless any will do (secure: %s)",
  async (secure) => {
    const peer = await peerThat({ ...starttls, implicitTls: secure });
    const sent = await sendTo(peer.port, testMessages(2), { secure });
    expect(sent.results).toEqual(UNSENT);
    expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("is not trusted") });
    expect(sent.failure?.text).toContain("rejectUnauthorized=false");
    expect(peer.commands.some((command) => command.startsWith("MAIL"))).toBe(false);
    expect((await sendTo(peer.port, testMessages(2), { secure, rejectUnauthorized: false })).results).toEqual(ACCEPTED);
  },
);

test("a certificate for another name is refused", async () => {
  const peer = await peerThat(starttls);
  const sent = await sendTo(peer.port, testMessages(2), { ca: tls.cert, servername: "mail.other.test" });
  expect(sent.results).toEqual(UNSENT);
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("mail.other.test") });
});

test("TLS towards a port that speaks plain SMTP says which kind of address to use", async () => {
  const peer = await peerThat({});
  const sent = await sendTo(peer.port, testMessages(2), { secure: true });
  expect(sent.failure).toMatchObject({
    kind: "config",
    text: expect.stringContaining("Use smtp:// instead of smtps://"),
  });
});

test.each([
  ["a command's reply", "250-evil.test\r\n250 AUTH PLAIN\r\n"],
  ["half a line", "250-ev"],
  ["garbage", "RSET\r\n"],
])("plain text behind the STARTTLS reply (%s) is never taken for the encrypted session", async (_name, injected) => {
  const peer = await peerThat({ ...starttls, tls: undefined, answer: injectAfterStartTls(injected) });
  const sent = await sendTo(peer.port, testMessages(2), { ...trusting, auth: { user: "me", pass: "secret" } });
  expect(sent.results).toEqual(UNSENT);
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("plain text after STARTTLS") });
  expect(peer.commands).toEqual(["EHLO us.test", "STARTTLS"]);
});

test("TLS that is demanded and not always offered: nothing leaves in the clear", async () => {
  const peer = await peerThat({
    tls,
    offers: ({ number, encrypted }) => (!encrypted && number % 2 === 1 ? ["STARTTLS", "PIPELINING"] : ["PIPELINING"]),
  });
  const options: PeerOptions = { ...trusting, requireTls: true, maxMessagesPerConnection: 2 };
  const sent = await sendTo(peer.port, testMessages(4), options);
  expect(sent.results).toEqual(["accepted", "accepted", "unsent", "unsent"]);
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("offers no TLS") });
  expect(peer.contents).toHaveLength(2);
});

test("STARTTLS that is offered and then refused is not done without", async () => {
  const peer = await peerThat({
    ...starttls,
    answer: (command) => (command === "STARTTLS" ? "454 4.7.0 TLS not available" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(2), trusting);
  expect(sent.results).toEqual(UNSENT);
  expect(sent.failure).toMatchObject({ kind: "throttled", text: expect.stringContaining("454 4.7.0") });
});

test.each([
  [undefined, "PLAIN LOGIN", [`AUTH PLAIN ${base64("\0me\0geheim ü")}`]],
  [undefined, "CRAM-MD5 LOGIN", ["AUTH LOGIN", base64("me"), base64("geheim ü")]],
  ["login" as const, "PLAIN LOGIN", ["AUTH LOGIN", base64("me"), base64("geheim ü")]],
])("signs in: asked for %s, offered %s", async (method, offered, lines) => {
  const peer = await peerThat({
    offers: ["PIPELINING", `AUTH ${offered}`],
    answer: (command) => {
      if (command === "AUTH LOGIN") return `334 ${base64("Username:")}`;
      if (command === base64("me")) return `334 ${base64("Password:")}`;
      return command === base64("geheim ü") ? "235 2.7.0 welcome" : undefined;
    },
  });
  const sent = await sendTo(peer.port, testMessages(2), { auth: { user: "me", pass: "geheim ü", method } });
  expect(sent.results).toEqual(ACCEPTED);
  expect(peer.commands.slice(1, 1 + lines.length)).toEqual(lines);
});

test("XOAUTH2: a fresh token a connection; a refusal's challenge is answered by an empty line", async () => {
  const peer = await peerThat({
    offers: ["PIPELINING", "AUTH PLAIN XOAUTH2"],
    answer: (command) => {
      if (command === "") return "535 5.7.8 Username and Password not accepted";
      return command.startsWith("AUTH") && !command.includes(base64("user=me\x01auth=Bearer good\x01\x01"))
        ? `334 ${base64('{"status":"401","schemes":"bearer"}')}`
        : undefined;
    },
  });
  const good = await sendTo(peer.port, testMessages(2), { auth: { user: "me", token: async () => "good" } });
  expect(good.results).toEqual(ACCEPTED);
  const bad = await sendTo(peer.port, testMessages(2), { auth: { user: "me", token: "old" } });
  expect(bad.results).toEqual(UNSENT);
  expect(bad.failure).toMatchObject({ kind: "auth", text: expect.stringContaining("535 5.7.8 Username") });
  expect(bad.failure?.text).toContain('"status":"401"');
});

test("a token that cannot be had is a failure of the sign-in", async () => {
  const peer = await peerThat({ offers: ["AUTH XOAUTH2"] });
  const token = () => Promise.reject(new Error("the grant was withdrawn"));
  const sent = await sendTo(peer.port, testMessages(2), { auth: { user: "me", token } });
  expect(sent.failure).toMatchObject({ kind: "auth", text: expect.stringContaining("the grant was withdrawn") });
});

test("a sign-in that is only put off means waiting; the password is not said again meanwhile", async () => {
  const peer = await peerThat({
    offers: ["AUTH PLAIN"],
    answer: (command) => (command.startsWith("AUTH") ? "454 4.7.0 try again later" : undefined),
  });
  const sent = await sendTo(peer.port, testMessages(2), { auth: { user: "me", pass: "x" } });
  expect(sent.failure).toMatchObject({ kind: "throttled", text: expect.stringContaining("454 4.7.0 try again later") });
  expect(peer.connections).toBe(1);
});

test("a mechanism that is not offered, and no sign-in at all, are said in words", async () => {
  const peer = await peerThat({ offers: ["AUTH CRAM-MD5"] });
  const other = await sendTo(peer.port, testMessages(2), { auth: { user: "me", pass: "x" } });
  expect(other.failure).toMatchObject({ kind: "config", text: expect.stringContaining("CRAM-MD5 only") });
  const none = await peerThat({});
  const sent = await sendTo(none.port, testMessages(2), { auth: { user: "me", pass: "x" } });
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("offers no sign-in") });
});

test("a password never leaves in the clear for another machine, unless that is wished", async () => {
  // 0.0.0.0 reaches this machine, and is no loopback address.
  const peer = await peerThat({ offers: ["PIPELINING", "AUTH PLAIN"] });
  const options: PeerOptions = { host: "0.0.0.0", auth: { user: "me", pass: "secret" } };
  const sent = await sendTo(peer.port, testMessages(2), options);
  expect(sent.results).toEqual(UNSENT);
  expect(sent.failure).toMatchObject({ kind: "config", text: expect.stringContaining("offers no encryption") });
  expect(peer.commands.some((command) => command.startsWith("AUTH"))).toBe(false);
  expect((await sendTo(peer.port, testMessages(2), { ...options, allowInsecureAuth: true })).results).toEqual(ACCEPTED);
});

function injectAfterStartTls(text: string): NonNullable<Script["answer"]> {
  return (command, { socket }) => {
    if (command !== "STARTTLS") return undefined;
    socket.write(`220 2.0.0 ready\r\n${text}`);
    return null;
  };
}
