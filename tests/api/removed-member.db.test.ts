import { expect, test, vi } from "vitest";
import { PUT as launch } from "@/app/api/app/workspaces/[slug]/campaigns/[campaignId]/launch/route";
import { POST as testCampaign } from "@/app/api/app/workspaces/[slug]/campaigns/[campaignId]/test-sends/route";
import { POST as invite } from "@/app/api/app/workspaces/[slug]/invitations/route";
import { POST as testWay } from "@/app/api/app/workspaces/[slug]/transports/[transportId]/test-sends/route";
import { POST as makeWorkspace } from "@/app/api/app/workspaces/route";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import type { Env } from "@/lib/base/env";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { removeMember } from "@/lib/workspaces/remove-member";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { cookieOf } from "@/tests/support/signed-in";

// As where a real server is set: there is no embedded mailbox, and nobody listens at the server.
vi.mock("@/lib/base/env", async (original) => {
  const real = await original<{ env: Env }>();
  const set: Record<string, string> = { MAILBOX: "off", SMTP_URL: "smtp://127.0.0.1:9" };
  return { ...real, env: new Proxy(real.env, { get: (env, name) => set[String(name)] ?? Reflect.get(env, name) }) };
});

type Params = Record<string, string>;
type Tail = [route: Handler, cookie: string, params: Params, body: object];
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

async function ask(method: "POST" | "PUT", route: Handler, cookie: string, params: Params, body: object) {
  const headers = { cookie, "content-type": "application/json" };
  const request = new Request("http://homing.test/api", { method, headers, body: JSON.stringify(body) });
  const response = await route(request, { params: Promise.resolve(params) });
  return { status: response.status, text: await response.text() };
}

const post = (...[route, cookie, params, body]: Tail) => ask("POST", route, cookie, params, body);
const put = (...[route, cookie, params, body]: Tail) => ask("PUT", route, cookie, params, body);

const slugOf = async (ctx: Ctx) => (await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } })).slug;

/** The workspace's way out is the installation's server, and its sender is at a domain that is not verified. */
async function atInstallation(ctx: Ctx, granted: boolean) {
  const where = { workspaceId: ctx.workspaceId };
  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { mayUseInstallationTransport: granted } });
  const { id } = await prisma.transport.findFirstOrThrow({
    where: { ...where, isDefault: true, kind: "smtp" },
  });
  const domain = await prisma.sendingDomain.create({
    data: {
      ...where,
      id: newId(),
      name: "victim-bank.com",
      status: "pending",
      returnPathHost: "bounce.victim-bank.com",
    },
  });
  const sender = { ...where, id: newId(), name: "The CEO", email: "ceo@victim-bank.com", domainId: domain.id };
  await prisma.sender.create({ data: sender });
  forgetTransports(ctx.workspaceId);
  return { transportId: publicId("trp", id), senderId: sender.id, domainId: domain.id };
}

test("a removed analyst with an open session makes no workspace and reaches no route of the old one", async () => {
  const ctx = await testWorkspace();
  const [owner, analyst] = [await testMember(ctx, "owner"), await testMember(ctx, "analyst")];
  const [cookie, slug] = [await cookieOf(analyst.userId), await slugOf(ctx)];
  const memberId = analyst.actor.type === "member" ? publicId("mem", analyst.actor.memberId) : "";
  await removeMember(owner, { memberId });
  const made = await post(makeWorkspace, cookie, {}, { name: "Mine", timeZone: "UTC" });
  expect(made.status, made.text).toBe(403);
  expect(made.text).toContain("Ask the operator");
  expect(await prisma.member.count({ where: { userId: analyst.userId } })).toBe(0);
  expect((await post(invite, cookie, { slug }, { email: "a@b.com", role: "analyst" })).status).toBe(404);
});

test("an owner whom nobody granted it sends nothing by the operator's server: no test of either kind, no campaign", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const owner = await testMember(ctx, "owner");
  const [cookie, slug] = [await cookieOf(owner.userId), await slugOf(ctx)];
  const ref = { slug, campaignId: publicId("cmp", campaignId) };
  const to = ["victim@elsewhere.com"];

  const { transportId, senderId } = await atInstallation(ctx, false);
  await prisma.campaign.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { senderId } });
  const ways = async () => [
    await post(testCampaign, cookie, ref, { to }),
    await post(testWay, cookie, { slug, transportId }, { to: to[0] }),
    await put(launch, cookie, ref, {}),
  ];
  for (const { status, text } of await ways()) {
    expect([422, 503], text).toContain(status);
    expect(text).toMatch(/Ask the operator|no way out of its own/);
  }

  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { mayUseInstallationTransport: true } });
  forgetTransports(ctx.workspaceId);
  for (const { status, text } of await ways()) {
    expect(status, text).toBe(422);
    expect(text).toContain("victim-bank.com");
  }
  expect(await prisma.message.count({ where: { workspaceId: ctx.workspaceId } }), "not even a row").toBe(0);
  const campaign = await prisma.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(campaign.status).toBe("draft");
});

test("ids of another workspace's transport and sender open nothing", async () => {
  const theirs = await readyCampaign();
  const granted = await atInstallation(theirs.ctx, true);
  await prisma.sendingDomain.update({
    where: { workspaceId_id: { workspaceId: theirs.ctx.workspaceId, id: granted.domainId } },
    data: { status: "verified" },
  });
  await claimNames(theirs.ctx.workspaceId);
  const own = await readyCampaign();
  const owner = await testMember(own.ctx, "owner");
  const [cookie, slug] = [await cookieOf(owner.userId), await slugOf(own.ctx)];
  const to = "victim@elsewhere.com";
  expect((await post(testWay, cookie, { slug, transportId: granted.transportId }, { to })).status).toBe(404);

  // Rows that should not exist: a campaign that names the other workspace's transport and sender.
  await prisma.campaign.updateMany({
    where: { workspaceId: own.ctx.workspaceId },
    data: { senderId: granted.senderId },
  });
  const ref = { slug, campaignId: publicId("cmp", own.campaignId) };
  expect((await post(testCampaign, cookie, ref, { to: [to] })).status).toBe(404);
  expect((await put(launch, cookie, ref, {})).text).toContain("No sender is chosen");
});

test("a transport that belongs to another workspace is never used, whatever chose it", async () => {
  const { judgeLeaving } = await import("@/lib/sending/engine/may-leave");
  const [one, other] = [await testWorkspace(), await testWorkspace()];
  const row = { workspaceId: other.workspaceId, kind: "smtp" as const, configSealed: "x" };
  await expect(judgeLeaving(one, row, ["acme.com"])).rejects.toThrow("another workspace");
});
