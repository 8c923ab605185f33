import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { AcceptBuffer, storeEmails } from "@/lib/edges/submission/accept-group";
import { eraseTraces } from "@/lib/people/contacts/erase-traces";
import { callApi } from "../support/api-call";
import { SmtpClient } from "../support/smtp-client";
import {
  authPlain,
  endGivers,
  giver,
  handOver,
  htmlMailOf,
  mailOf,
  sentFrom,
  submitter,
  testSubmission,
} from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  endGivers();
  for (const end of ends.splice(0).reverse()) await end();
});

async function started(...options: Parameters<typeof testSubmission>) {
  const server = await testSubmission(...options);
  ends.push(() => server.close());
  return server;
}

async function connected(port: number): Promise<SmtpClient> {
  const client = new SmtpClient(port);
  ends.push(() => client.socket.destroy());
  await client.reply();
  await client.say("EHLO client.test");
  return client;
}

/** Signed in, and asked for the content. */
async function writing(port: number, key: string): Promise<SmtpClient> {
  const client = await connected(port);
  for (const line of [authPlain(key), "MAIL FROM:<a@client.test>", "RCPT TO:<ada@example.net>", "DATA"])
    expect(await client.say(line)).toMatch(/^[23]/);
  return client;
}

describe("a session", () => {
  test("whose key is revoked while its mail comes in hands over nothing", async () => {
    const server = await started();
    const { key, from, scope, ctx } = await submitter();
    const client = await writing(server.plain, key);
    await prisma.apiKey.updateMany({ where: scope, data: { revokedAt: new Date() } });
    await sleep(1_100);
    expect(await client.say(`${mailOf(from)}\r\n.`)).toMatch(/^421 4\.7\.0 The API key/);
    expect(await messagesOf(ctx)).toEqual([]);
  });

  test("that ends while it signs in is not counted for its key", async () => {
    const server = await started({ limits: { connectionsPerKey: 1 } });
    const { key } = await submitter();
    for (let no = 0; no < 5; no++) {
      const client = await connected(server.plain);
      await new Promise<void>((done) => client.socket.write(`${authPlain(key)}\r\n`, () => done()));
      client.socket.destroy();
    }
    await sleep(300);
    expect(await (await connected(server.plain)).say(authPlain(key))).toMatch(/^235/);
  });

  test("holds no more than there is room for, together with the others", async () => {
    const server = await started({ limits: { bytesInAll: 4_000 } });
    const { key, from, ctx } = await submitter();
    const [one, other] = [await writing(server.plain, key), await writing(server.plain, key)];
    const large = mailOf(from, `X-Large: ${"x".repeat(900)}`, `X-Larger: ${"x".repeat(900)}`, "X-End: 1");
    one.socket.write(`${large}\r\n${"y".repeat(900)}\r\n`);
    await sleep(100);
    expect(await other.say(`${large}\r\n${"y".repeat(900)}\r\n.`)).toMatch(/^452 4\.3\.1/);
    expect(await one.say(".")).toMatch(/^250/);
    expect(await handOver(other, large)).toMatch(/^250/);
    expect(await messagesOf(ctx)).toHaveLength(2);
  });
});

describe("while the answer to a commit is lost", () => {
  const quiet = { warn: () => {}, error: () => {} };

  test("and the commit is under way still when the mail is tried again, it is there once and answered so", async () => {
    let tries = 0;
    const buffer = new AcceptBuffer({
      store: async (workspaceId, emails) => {
        tries += 1;
        if (tries === 2) throw Object.assign(new Error("duplicate key"), { code: "23505" });
        await storeEmails(workspaceId, emails);
        if (tries === 1) throw new Error("the connection ended");
      },
      ...{ retryDelaysMs: [1, 1], log: quiet },
    });
    const { from, ctx, taken } = await giver((await started({ buffer })).plain);
    await taken(mailOf(from));
    expect(tries).toBe(3);
    expect(await messagesOf(ctx)).toHaveLength(1);
  });

  test("a mail by a template is there once too", async () => {
    let tries = 0;
    const buffer = new AcceptBuffer({
      store: async (workspaceId, emails) => {
        await storeEmails(workspaceId, emails);
        if (++tries === 1) throw new Error("the connection ended");
      },
      ...{ retryDelaysMs: [1], log: quiet },
    });
    const { from, key, ctx, taken } = await giver((await started({ buffer })).plain);
    const body = { name: "Receipt", subject: "Thank you", html: "<p>Thank you</p>", alias: "receipt" };
    const { json } = await callApi("POST", "/templates", { key, body });
    await callApi("PUT", `/templates/${json.id}/publication`, { key });
    await taken(mailOf(from, "X-Homing-Template: receipt"));
    expect(tries).toBe(2);
    expect(await messagesOf(ctx)).toHaveLength(1);
  });
});

describe("what no database keeps", () => {
  test("is no tracked link, and the mail leaves", async () => {
    const { ctx, from, taken } = await giver((await started()).plain);
    const html = '<a href="https://example.net/\0a">x</a> <a href="https://example.net/b">y</a>';
    await taken(htmlMailOf(from, html, "X-Homing-Track-Clicks: true"));
    const [left] = [...(await sentFrom(ctx)).values()];
    expect(left!.raw.replaceAll("=\r\n", "").match(/\/t\/c\//g)).toHaveLength(1);
  });

  test("is refused in variables by the name of the header", async () => {
    const { from, give } = await giver((await started()).plain);
    const said = await give(mailOf(from, "X-Homing-Template: receipt", 'X-Homing-Variables: {"name": "\\u0000"}'));
    expect(said).toMatch(/^550 5\.6\.0 X-Homing-Variables: A text holds a NUL/);
  });
});

test.each([
  ["a sign of an address written as an octet", "<p>eve=40example.net</p>", "quoted-printable", "Hi"],
  ["an encoding in capitals", Buffer.from("<p>eve@example.net</p>").toString("base64"), "BASE64", "Hi"],
  ["an encoded header", "<p>Hi</p>", "8bit", `=?utf-8?B?${Buffer.from("For eve@example.net").toString("base64")}?=`],
])("whoever has to be forgotten is found behind %s", async (_name, html, encoding, subject) => {
  const { ctx, scope, from, taken } = await giver((await started()).plain);
  const mail = htmlMailOf(from, html, `Content-Transfer-Encoding: ${encoding}`).replace(
    "Subject: Hi",
    `Subject: ${subject}`,
  );
  await taken(mail);
  await eraseTraces(ctx, ["eve@example.net"]);
  expect(await ctx.db.emailContent.count({ where: scope })).toBe(0);
});
