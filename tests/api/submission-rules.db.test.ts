import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { AcceptBuffer, storeEmails } from "@/lib/edges/submission/accept-group";
import { suppress } from "@/lib/people/suppressions/suppress";
import { claimNames } from "../support/claim-names";
import { SmtpClient } from "../support/smtp-client";
import { authPlain, handOver, mailOf, sentFrom, submitter, testSubmission } from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

type Server = Awaited<ReturnType<typeof testSubmission>>;
let server: Server;
const servers: Server[] = [];
const clients: SmtpClient[] = [];

async function started(...options: Parameters<typeof testSubmission>): Promise<Server> {
  const made = await testSubmission(...options);
  servers.push(made);
  return made;
}

beforeAll(async () => {
  server = await testSubmission();
  return () => server.close();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await Promise.all(servers.splice(0).map((each) => each.close()));
});

async function connected(port = server.plain, secure = false): Promise<SmtpClient> {
  const made = new SmtpClient(port, secure);
  clients.push(made);
  expect(await made.reply()).toMatch(/^220 smtp\.homing\.test ESMTP Homing submission/);
  await made.say("EHLO client.test");
  return made;
}

async function signedIn(key: string, port?: number): Promise<SmtpClient> {
  const talk = await connected(port);
  expect(await talk.say(authPlain(key))).toMatch(/^235 2\.7\.0/);
  return talk;
}

describe("signing in", () => {
  test("is offered after TLS only, but where a port is for private networks", async () => {
    const { key } = await submitter();
    const talk = await connected(server.starttls);
    expect(await talk.say("EHLO client.test")).not.toContain("AUTH");
    expect(await talk.say(authPlain(key))).toMatch(/^538 5\.7\.0/);
    expect(await talk.say("MAIL FROM:<a@b.example>")).toMatch(/^530 5\.7\.0 Sign in first/);
    expect(await talk.say("STARTTLS")).toMatch(/^220/);
    await talk.startTls();
    const offered = await talk.say("EHLO client.test");
    for (const each of [
      "AUTH PLAIN LOGIN",
      "SIZE 26214400",
      "PIPELINING",
      "8BITMIME",
      "SMTPUTF8",
      "ENHANCEDSTATUSCODES",
    ])
      expect(offered).toContain(each);
    expect(offered).not.toMatch(/DSN|REQUIRETLS|CRAM/);
    expect(await talk.say(authPlain(key))).toMatch(/^235/);
    const secure = await connected(server.tls, true);
    expect(await secure.say(`AUTH LOGIN ${Buffer.from("any").toString("base64")}`)).toMatch(/^334/);
    expect(await secure.say(Buffer.from(key).toString("base64"))).toMatch(/^235/);
  });

  test("is refused by the reason, and the third wrong key ends the connection", async () => {
    const [{ key, scope }, reader] = [await submitter(), await submitter(["contacts.read"])];
    const talk = await connected();
    expect(await talk.say(authPlain("secret"))).toMatch(/^535 5\.7\.8 There is no such API key/);
    expect(await talk.say(authPlain(reader.key))).toMatch(/^535 5\.7\.1 .*emails\.send/);
    expect(await talk.say(authPlain(`${key.slice(0, -1)}!`))).toMatch(/^421 4\.7\.0 Too many failed/);
    await prisma.apiKey.updateMany({ where: scope, data: { revokedAt: new Date() } });
    expect(await (await connected()).say(authPlain(key))).toMatch(/^535 5\.7\.8 .*revoked/);
  });

  test("lasts for as long as the key holds", async () => {
    const { key, scope, from } = await submitter();
    const talk = await signedIn(key);
    expect(await handOver(talk, mailOf(from))).toMatch(/^250/);
    await prisma.apiKey.updateMany({ where: scope, data: { revokedAt: new Date() } });
    const next = async () => {
      const said = await talk.say("MAIL FROM:<a@b.example>");
      if (said.startsWith("250")) await talk.say("RSET");
      return said;
    };
    await expect.poll(next, { timeout: 3000 }).toMatch(/^421 4\.7\.0 The API key/);
  });
});

describe("the author", () => {
  test("is at a verified domain of the workspace, and at that of the key", async () => {
    const { key, id, scope, from } = await submitter();
    await prisma.transport.updateMany({ where: scope, data: { kind: "smtp", configSealed: "x" } });
    const talk = await signedIn(key);
    expect(await handOver(talk, mailOf("a@elsewhere.example"))).toMatch(
      /^550 5\.7\.1 elsewhere\.example is not one of/,
    );
    const domain = await prisma.sendingDomain.update({
      where: { workspaceId_name: { ...scope, name: from.split("@")[1]! } },
      data: { status: "verified" },
    });
    await claimNames(scope.workspaceId);
    expect(await handOver(talk, mailOf(from))).toMatch(/^250/);
    await prisma.apiKey.updateMany({ where: { ...scope, id }, data: { domainId: domain.id } });
    await expect
      .poll(() => handOver(talk, mailOf("a@other.example")), { timeout: 5000 })
      .toMatch(/^550 5\.7\.1 This key may send from/);
  });

  test.each([
    ["To: a@b.example\r\n\r\nx", "5.6.0 The mail has no From"],
    ["From: a@b.example\r\nFrom: c@d.example\r\n\r\nx", "5.6.0 The mail has several From"],
    ["From: a@b.example, c@d.example\r\n\r\nx", "5.6.0 From has to name exactly one address"],
    ["no header\r\n\r\nx", "5.6.0 Line 1"],
    ["From: a@b.example\r\nX-Homing-Tag: ü\r\n\r\nx", "5.6.0 X-Homing-Tag: Use ASCII"],
    ["From: a@b.example\r\nX-Homing-Nothing: 1\r\n\r\nx", "5.6.0 X-Homing-Nothing: There is no such"],
    ["From: a@b.example\r\nX-Homing-Template: none-such\r\n\r\nx", "5.6.0"],
    ["From: a@b.example\r\nX-Homing-Scheduled-At: tomorrow\r\n\r\nx", "5.6.0 X-Homing-Scheduled-At: Give a time"],
  ])("or another header is refused by its name: %#", async (content, said) => {
    const { key, ctx } = await submitter();
    expect(await handOver(await signedIn(key), content)).toContain(`550 ${said}`);
    expect(await messagesOf(ctx)).toEqual([]);
  });
});

describe("limits", () => {
  test("of octets, recipients and mails are answered as the client understands them", async () => {
    const limited = await started({ limits: { mailBytes: 500, recipients: 2, mailsPerMinute: 3 } });
    const { key, from, id, scope } = await submitter();
    const talk = await signedIn(key, limited.plain);
    expect(await talk.say("MAIL FROM:<a@b.example> SIZE=501")).toMatch(/^552 5\.3\.4/);
    expect(await handOver(talk, mailOf(from, `X-Long: ${"x".repeat(600)}`))).toMatch(/^552 5\.3\.4 .*500/);
    expect(await talk.say("MAIL FROM:<a@b.example>")).toMatch(/^250/);
    expect(await talk.say("RCPT TO:<a@example.net>")).toMatch(/^250/);
    expect(await talk.say("RCPT TO:<nobody>")).toMatch(/^501 5\.1\.3/);
    expect(await talk.say("RCPT TO:<a@nodot>")).toMatch(/^553 5\.1\.3 The domain needs a dot/);
    expect(await talk.say("RCPT TO:<b@example.net>")).toMatch(/^250/);
    expect(await talk.say("RCPT TO:<c@example.net>")).toMatch(/^452 4\.5\.3/);
    await talk.say("RSET");
    expect(await handOver(talk, mailOf(from))).toMatch(/^250 2\.0\.0 Ok: queued as eml_/);
    expect(await talk.say("MAIL FROM:<a@b.example>")).toMatch(/^451 4\.7\.1 .*3 mails of this minute/);
    await callLog().flush();
    const calls = await prisma.apiCall.findMany({ where: { ...scope, apiKeyId: id }, orderBy: { id: "asc" } });
    expect(calls.map(({ method, status, problem }) => [method, status, problem]).sort()).toEqual(
      [
        ["SMTP", 422, "body_too_large"],
        ["SMTP", 250, null],
        ["SMTP", 429, "rate_limited"],
      ].sort(),
    );
    expect(calls.find(({ status }) => status === 250)?.path).toMatch(/^queued as eml_/);
  });

  test("of connections of an address and of a key, and of time", async () => {
    const limited = await started({ limits: { connectionsPerPeer: 3, connectionsPerKey: 1, contentMs: 300 } });
    const { key, from } = await submitter();
    const talk = await signedIn(key, limited.plain);
    expect(await (await connected(limited.plain)).say(authPlain(key))).toMatch(/^421 4\.7\.0 Too many connections/);
    await talk.say(`MAIL FROM:<${from}>`);
    await talk.say("RCPT TO:<a@example.net>");
    await talk.say("DATA");
    const drip = setInterval(() => talk.socket.write("x"), 50);
    expect(await talk.reply()).toMatch(/^421 4\.4\.2/);
    clearInterval(drip);
  });
});

describe("hostile clients", () => {
  test.each(["\n.\n", "\r.\r", "\r\n.\n", "\n.\r\n", "\r.\r\n"])("cannot hide a second mail behind %j", async (end) => {
    const { key, from, ctx } = await submitter();
    const talk = await signedIn(key);
    const inner = `MAIL FROM:<${from}>\r\nRCPT TO:<victim@example.net>\r\nDATA\r\nFrom: ${from}\r\n\r\nSmuggled`;
    expect(await handOver(talk, `${mailOf(from)}${end}${inner}`)).toMatch(/^250/);
    expect((await messagesOf(ctx)).map(({ email }) => email)).toEqual(["ada@example.net"]);
    const [left] = [...(await sentFrom(ctx)).values()];
    expect(left!.raw).toContain("\r\n.\r\nMAIL FROM");
    expect(left!.raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("get nowhere with endless lines, HTTP, or commands before the greeting", async () => {
    const talk = await connected();
    talk.socket.write(`NOOP ${"x".repeat(40_000)}`);
    expect(await talk.reply()).toMatch(/^421/);
    const http = await connected();
    expect(await http.say("GET / HTTP/1.1")).toMatch(/^421/);
    const early = new SmtpClient(server.plain);
    clients.push(early);
    early.socket.write("EHLO a\r\n");
    expect(await early.reply()).toMatch(/^421/);
  });

  test("what was said before STARTTLS counts for nothing after it", async () => {
    const talk = await connected(server.starttls);
    talk.socket.write("STARTTLS\r\nMAIL FROM:<a@b.example>\r\n");
    expect(await talk.reply()).toMatch(/^220/);
    await talk.startTls();
    expect(await talk.say("NOOP")).toMatch(/^250/);
  });
});

test("who must not be mailed is recorded with the reason, and everybody else gets it", async () => {
  const { key, from, ctx } = await submitter();
  await suppress(ctx, { email: "bob@example.net", reason: "complaint" });
  expect(
    await handOver(await signedIn(key), mailOf(from), ["ada@example.net", "BOB@example.net", "bob@example.net"]),
  ).toMatch(/^250/);
  expect((await messagesOf(ctx)).map(({ email, status, skipReason }) => [email, status, skipReason]).sort()).toEqual([
    ["ada@example.net", "pending", null],
    ["bob@example.net", "suppressed", "suppressed_complaint"],
  ]);
});

describe("while the database", () => {
  test("does not take them, mails are put off with 451, and none is there", async () => {
    const quiet = { warn: () => {}, error: () => {} };
    const away = new AcceptBuffer({ store: () => Promise.reject(new Error("away")), retryDelaysMs: [1], log: quiet });
    const limited = await started({ buffer: away });
    const { key, from, ctx } = await submitter();
    expect(await handOver(await signedIn(key, limited.plain), mailOf(from))).toMatch(/^451 4\.3\.0/);
    expect(await messagesOf(ctx)).toEqual([]);
  });

  test("loses its answer to a commit, the mail is there once", async () => {
    const quiet = { warn: () => {}, error: () => {} };
    let tries = 0;
    const buffer = new AcceptBuffer({
      store: async (workspaceId, emails) => {
        await storeEmails(workspaceId, emails);
        if (++tries === 1) throw new Error("the connection ended");
      },
      ...{ retryDelaysMs: [1], log: quiet },
    });
    const limited = await started({ buffer });
    const { key, from, ctx } = await submitter();
    expect(await handOver(await signedIn(key, limited.plain), mailOf(from))).toMatch(/^250/);
    expect(await messagesOf(ctx)).toHaveLength(1);
    expect(tries).toBe(2);
  });
});

test("mails of many sessions are committed together, each once", async () => {
  const groups: number[] = [];
  const buffer = new AcceptBuffer({
    store: (workspaceId, emails) => {
      groups.push(emails.length);
      return storeEmails(workspaceId, emails);
    },
  });
  const shared = await started({ buffer });
  const { key, from, ctx } = await submitter();
  const sessions = await Promise.all(Array.from({ length: 20 }, () => signedIn(key, shared.plain)));
  await Promise.all(
    sessions.map(async (talk, at) => {
      for (const no of [0, 1, 2]) expect(await handOver(talk, mailOf(from, `X-No: ${at}-${no}`))).toMatch(/^250/);
    }),
  );
  const left = [...(await ctx.db.emailContent.findMany({ where: { workspaceId: ctx.workspaceId } }))];
  const numbers = left.map(({ raw }) => /X-No: (\S+)/.exec(Buffer.from(raw!).toString())![1]);
  expect(new Set(numbers).size).toBe(60);
  expect(numbers).toHaveLength(60);
  expect(groups.length).toBeLessThan(60);
});
