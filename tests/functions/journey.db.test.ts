import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { newSetupPath } from "@/lib/account/setup-link";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { findEndpoints } from "@/lib/inbound/provider-webhooks/queries";
import { standardSignature } from "@/lib/inbound/providers/standard-webhooks";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { type BlobPeer, blobPeer, blobToken } from "../support/blob-peer";
import { claimNames } from "../support/claim-names";
import { noPgBouncer, startPgBouncer } from "../support/pgbouncer";
import { newPicture } from "../support/pictures-in";
import { type ResendPeer, resendPeer } from "../support/resend-peer";
import { FunctionBrowser } from "./function-browser";
import { FunctionHost } from "./function-host";

const origin = "http://homing.test";
const cronSecret = "the secret of the platform's cron";
const hookSecret = "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=";
const owner = { email: "owner@acme.com", password: "correct horse battery staple" };
const people = 120;
/** Far longer than anything takes, also on a loaded machine. */
const LONG_MS = 180_000;
const direct = env.DATABASE_URL;
const closers: (() => Promise<void>)[] = [];
let peer: ResendPeer;
let blob: BlobPeer;
let host: FunctionHost;
let browser: FunctionBrowser;

beforeAll(async () => {
  // As README asks for the role; here it has other databases.
  for (const setting of ["statement_timeout", "idle_in_transaction_session_timeout"])
    await prisma.$executeRawUnsafe(`alter database ${new URL(direct).pathname.slice(1)} set ${setting} = '60s'`);
  peer = await resendPeer();
  closers.push(() => peer.close());
  blob = await blobPeer();
  closers.push(() => blob.close());
  host = await FunctionHost.open({
    env: {
      DATABASE_URL: await pooled(),
      // With one connection whoever asks for a second one while it holds the first waits for ever.
      DATABASE_POOL: "1",
      HOMING_SECRET: env.HOMING_SECRET,
      APP_URL: origin,
      CRON_SECRET: cronSecret,
      READY_TOKEN: cronSecret,
      RESEND_API_KEY: "re_good",
      RESEND_BASE_URL: peer.url,
      SYSTEM_FROM: "Homing <homing@acme.com>",
      PICTURES_IN: "blob",
      BLOB_READ_WRITE_TOKEN: blobToken,
      VERCEL_BLOB_API_URL: blob.apiUrl,
      LOG_LEVEL: "warn",
    },
    limitMs: LONG_MS,
  });
  closers.push(() => host.close());
  browser = new FunctionBrowser(host, origin);
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** Behind PgBouncer in transaction mode where there is one: the hardest of what managed databases offer. */
async function pooled(): Promise<string> {
  const missing = noPgBouncer();
  if (missing) {
    console.info(`Functions are tested without a pooler: ${missing}.`);
    return direct;
  }
  const { url, stop } = await startPgBouncer(direct, "transaction", 8);
  closers.push(stop);
  return url;
}

const bearer = { authorization: `Bearer ${cronSecret}` };
const cron = () => browser.fetch("/api/cron", { headers: bearer });

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < LONG_MS; await sleep(100)) if (await holds()) return;
  throw new Error(`${what} did not come: ${host.log.slice(-4000)}`);
}

test("an installation lives on functions alone: from its set-up to a report that adds up", async () => {
  const key = new URL((await newSetupPath(accountCtx())) ?? "", origin).searchParams.get("key");
  await browser.json("POST", "/api/app/account/setup", {
    ...owner,
    key,
    name: "Olivia",
    workspaceName: "Acme",
    timeZone: "Europe/Berlin",
  });
  await browser.signIn(owner.email, owner.password);
  const [workspace] = await prisma.workspace.findMany();
  const at = `/api/app/workspaces/${workspace!.slug}`;

  // Mail of the product leaves without the cron.
  await browser.json("POST", "/api/app/account/password-reset", { email: owner.email });
  const toOwner = () => peer.delivered.filter(({ to }) => to === owner.email);
  await until("The mail to choose a new password", () =>
    toOwner().some(({ email }) => /password/i.test(email.subject)),
  );

  await keepPicture(at, workspace!.id);
  const listId = await importPeople(at, workspace!.id);
  const campaignId = await makeCampaign(at, workspace!.id, listId);
  await browser.json("PUT", `${at}/campaigns/${campaignId}/launch`);
  const sent = () => peer.delivered.filter(({ messageId, to }) => messageId !== "" && to.includes("@example.net"));
  // It begins at once, and whatever a request leaves the cron ends.
  await until("The first mail of the campaign", () => sent().length > 0);
  await until("The end of the campaign", async () => {
    const ended = await (await cron()).json();
    return ended.failed === 0 && sent().length >= people;
  });
  expect(sent()).toHaveLength(people);
  expect(new Set(sent().map(({ to }) => to)).size).toBe(people);

  await bounce(at, workspace!.id, sent()[0]!);
  const html = sent()[1]?.email.html ?? "";
  const click = /href="(http:\/\/homing\.test\/t\/[^"]+)"[^>]*>\s*Shop/.exec(html)?.[1] ?? "";
  const clicked = await browser.fetch(click.replaceAll("&amp;", "&"), { headers: { cookie: "" } });
  expect([clicked.status, clicked.headers.get("location")]).toEqual([302, "https://shop.acme.com/"]);
  const leave = /<([^>]+)>/.exec(sent()[2]?.email.headers?.["List-Unsubscribe"] ?? "")?.[1] ?? "";
  expect((await browser.form(leave, { "List-Unsubscribe": "One-Click" })).status).toBe(200);

  await until("A report with all of it", async () => {
    await cron();
    const { numbers } = await report(at, campaignId);
    return numbers.humanClickers === 1 && numbers.unsubscribed === 1 && numbers.bounced === 1;
  });
  const { ledger, numbers } = await report(at, campaignId);
  expect(numbers).toMatchObject({ humanClickers: 1, unsubscribed: 1, bounced: 1 });
  expect(ledger).toMatchObject({ audience: people, delivered: people - 1, bounced: 1, pending: 0, balanced: true });

  const ready = await browser.fetch("/api/ready", { headers: bearer });
  expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true }]);

  // A day in which nothing was called: everything that goes by the clock runs.
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await prisma.cronRun.updateMany({ data: { ranAt: yesterday } });
  const all = (await (await cron()).json()) as { done: number; failed: number };
  expect(all, host.log.slice(-2000)).toMatchObject({ failed: 0 });
  expect(all.done).toBeGreaterThanOrEqual(allJobs.filter(({ options }) => options.cron).length);
}, 600_000);

interface Report {
  numbers: Record<string, number>;
  ledger: Record<string, unknown>;
}
const report = (at: string, campaignId: string) => browser.json<Report>("GET", `${at}/reports/${campaignId}`);

/** A picture that a member uploads lies in the store alone, and a recipient gets it from the product's own address. */
async function keepPicture(at: string, workspaceId: string): Promise<void> {
  const picture = newPicture(3_900_000);
  const uploaded = await browser.fetch(`${at}/assets?name=logo.png`, { method: "POST", body: picture });
  const { url } = (await uploaded.json()) as { url: string };
  expect(uploaded.status, host.log.slice(-2000)).toBe(200);
  const shown = await browser.fetch(url, { headers: { cookie: "" } });
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture);
  const [row] = await prisma.asset.findMany({ where: { workspaceId } });
  expect([row?.data, [...blob.objects.keys()].sort()]).toEqual([null, [row?.objectKey, "homing-pictures.txt"].sort()]);
}

/** Imports people into a new list. Answers the list. */
async function importPeople(at: string, workspaceId: string): Promise<string> {
  const rows = Array.from({ length: people }, (_, index) => `p${index}@example.net,P${index}`);
  const body = ["email,first name", ...rows].join("\n");
  const id = await uploadInParts(`${at}/imports`, Buffer.from(body));
  type Preview = { format: unknown; mapping: unknown };
  const { format, mapping } = await browser.json<Preview>("POST", `${at}/imports/${id}/preview`, {});
  const options = {
    newListName: "Everybody",
    consentMethod: "form",
    consentSource: "The form on our web site, all of this year.",
  };
  await browser.json("PUT", `${at}/imports/${id}/start`, { format, mapping, options });
  const ended = () => prisma.importJob.findFirst({ where: { workspaceId, status: "completed" } });
  await until("The import's end", async () => (await ended()) !== null);
  expect(await ended()).toMatchObject({ created: people });
  const list = await prisma.list.findFirstOrThrow({ where: { workspaceId, name: "Everybody" } });
  return publicId("lst", list.id);
}

/** A file in two parts, the first of them twice, as after an answer that was lost. */
async function uploadInParts(imports: string, file: Buffer): Promise<string> {
  const { id } = await browser.json<{ id: string }>("POST", imports, { fileName: "people.csv", bytes: file.length });
  const half = Math.floor(file.length / 2);
  const send = (number: number, part: Buffer, sum = crc32(part)) =>
    browser.fetch(`${imports}/${id}/parts/${number}?crc32=${sum}`, { method: "PUT", body: part });
  const whole = { parts: 2, crc32: crc32(file) };
  for (const part of [file.subarray(0, half), file.subarray(0, half)]) expect((await send(0, part)).status).toBe(204);
  const headers = { "content-type": "application/json" };
  const early = await browser.fetch(`${imports}/${id}/upload`, { method: "PUT", headers, body: JSON.stringify(whole) });
  expect(early.status).toBe(409);
  expect((await send(1, file.subarray(half))).status).toBe(204);
  await browser.json("PUT", `${imports}/${id}/upload`, whole);
  return id;
}

async function makeCampaign(at: string, workspaceId: string, listId: string): Promise<string> {
  await prisma.workspace.update({ where: { id: workspaceId }, data: { postalAddress: "1 Test Street, Testville" } });
  const domain = await createDomain(systemCtx(workspaceId, "test"), { name: "acme.com" });
  const key = { workspaceId_id: { workspaceId, id: domain.id } };
  await prisma.sendingDomain.update({ where: key, data: { status: "verified" } });
  await claimNames(workspaceId);
  const sender = await browser.json<{ id: string }>("POST", `${at}/senders`, { name: "Acme", email: "news@acme.com" });
  const { id } = await browser.json<{ id: string }>("POST", `${at}/campaigns`, { templateKey: "plain-letter" });
  await browser.json("PATCH", `${at}/campaigns/${id}`, {
    version: 1,
    subject: "Spring",
    senderId: sender.id,
    audience: { include: { lists: [listId] } },
    contentKind: "html",
    html: '<html><body><p>Hello {{ contact.first_name }}</p><a href="https://shop.acme.com/">Shop</a><a href="{{ unsubscribe_url }}">Leave</a></body></html>',
  });
  return id;
}

/** The provider says that one of its mails came back. */
async function bounce(at: string, workspaceId: string, { id, to }: { id: string; to: string }): Promise<void> {
  await browser.json("POST", `${at}/provider-webhooks`, { provider: "resend", signingSecret: hookSecret });
  const endpoints = await findEndpoints(systemCtx(workspaceId, "test"));
  const body = JSON.stringify({
    type: "email.bounced",
    created_at: new Date().toISOString(),
    data: {
      email_id: id,
      to: [to],
      bounce: { type: "Permanent", subType: "General", message: "550 5.1.1 no such user" },
    },
  });
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = standardSignature(hookSecret, "msg_1", seconds, Buffer.from(body));
  const headers = {
    "content-type": "application/json",
    "svix-id": "msg_1",
    "svix-timestamp": seconds,
    "svix-signature": signature,
  };
  const answer = await browser.fetch(endpoints[0]!.url, { method: "POST", headers, body });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}
