import { describe, expect, test } from "vitest";
import { freshForMs, permissionNeedsStepUp } from "@/lib/base/auth/step-up";
import { prisma } from "@/lib/base/db/client";
import type { Permission } from "@/lib/base/permissions.shared";
import { appEndpoints, calledBy, type Endpoint } from "../support/app-routes";
import { testMember, testWorkspace } from "../support/db";
import { populatedWorkspace } from "../support/populated-workspace";
import { cookieOf } from "../support/signed-in";

const asks = ({ route, verb }: Endpoint): boolean =>
  route.stepUp !== undefined ||
  (route.access !== "public" &&
    route.access !== "signed-in" &&
    permissionNeedsStepUp(route.access as Permission, verb));

const writes = ({ verb }: Endpoint) => verb !== "GET";

/** What a route's address, verb or code says about how delicate it is. */
const delicate: [string, (endpoint: Endpoint) => boolean][] = [
  ["takes data along", ({ path }) => /\/(export|exports|raw|refused|download)(\/|$)/.test(path)],
  ["concerns members", (endpoint) => writes(endpoint) && /\/(members|invitations)(\/|$)/.test(endpoint.path)],
  [
    "concerns secrets",
    (endpoint) => writes(endpoint) && /(credential|secret|api-key|password|factors)/.test(endpoint.path),
  ],
  [
    "keeps a secret",
    (endpoint) => writes(endpoint) && /\b(seal\w*|hashPassword)\(|Sealed\b *[:,]/.test(calledBy(endpoint)),
  ],
  [
    "acts on other accounts",
    (endpoint) => writes(endpoint) && /\/(accounts|operator|installation)(\/|$)/.test(endpoint.path),
  ],
  ["deletes", ({ verb }) => verb === "DELETE"],
];

/** Delicate by its looks, but not so: each with the reason. */
const exempt: Record<string, string> = {
  "POST /api/app/account/invitations/account": "nobody is signed in yet",
  "POST /api/app/account/invitations/membership": "joins oneself with the secret of a mail",
  "POST /api/app/account/password-reset": "nobody is signed in; a mail goes out",
  "PUT /api/app/account/password-reset": "nobody is signed in; the secret of a mail is asked for",
  "DELETE /api/app/account/second-step": "ends a sign-in that waits",
  "DELETE /api/app/account/factors/offer": "shuts a notice",
  "GET /api/app/mailbox/messages/[captureId]/raw": "captured test mail of the embedded mailbox, under a key of its own",
  "DELETE /api/app/workspaces/[slug]/campaigns/[campaignId]": "a draft that was never sent",
  "DELETE /api/app/workspaces/[slug]/campaigns/[campaignId]/archive": "brings back",
  "DELETE /api/app/workspaces/[slug]/campaigns/[campaignId]/pause": "goes on with sending",
  "DELETE /api/app/workspaces/[slug]/campaigns/[campaignId]/schedule": "back to a draft",
  "DELETE /api/app/workspaces/[slug]/contacts/[contactId]/notes/[noteId]": "a note, which can be written again at once",
  "DELETE /api/app/workspaces/[slug]/contacts/[contactId]/subscriptions/[listId]": "takes one person off one list",
  "DELETE /api/app/workspaces/[slug]/views/[viewId]": "a saved filter, which waits in the bin",
  "DELETE /api/app/workspaces/[slug]/contacts/[contactId]/suppression":
    "lifts one suppression; the address stays known",
  "POST /api/app/workspaces/[slug]/domains": "makes a key that nobody ever sees",
  "PATCH /api/app/workspaces/[slug]/inbound-settings": "its secret address is made by itself; renewing it asks",
  "DELETE /api/app/workspaces/[slug]/domains/[domainId]/warmup": "a plan, made again at any time",
  "DELETE /api/app/workspaces/[slug]/domains/[domainId]/warmup/hold": "goes on with a plan",
  "DELETE /api/app/workspaces/[slug]/installation-suppressions": "lifts one suppression",
  "DELETE /api/app/workspaces/[slug]/goals/[goalId]/archive": "brings back",
  "DELETE /api/app/workspaces/[slug]/lists/[listId]/archive": "brings back",
  "DELETE /api/app/workspaces/[slug]/replies/[replyId]/handled": "marks a reply as open",
  "DELETE /api/app/workspaces/[slug]/bounce-rules/[bounceRuleId]": "a rule without anybody's data",
  "DELETE /api/app/workspaces/[slug]/segments/[segmentId]": "a saved question; nobody in it is lost",
  "DELETE /api/app/workspaces/[slug]/senders/[senderId]": "a name and an address of the company's own",
  "DELETE /api/app/workspaces/[slug]/tags/[tagId]": "a label",
  "DELETE /api/app/workspaces/[slug]/templates/[templateId]/archive": "brings back",
  "DELETE /api/app/workspaces/[slug]/templates/[templateId]/publication":
    "what programs send is published again at once",
  "DELETE /api/app/workspaces/[slug]/transports/[transportId]/pacing": "back to the usual pace",
  "DELETE /api/app/workspaces/[slug]/transports/[transportId]/pause": "goes on with sending",
};

const delicateOnes = appEndpoints.filter((endpoint) => delicate.some(([, test]) => test(endpoint)));

describe("what needs a fresh sign-in", () => {
  test.each(delicateOnes.map((endpoint) => [endpoint.name, endpoint] as const))("%s", (name, endpoint) => {
    const reasons = delicate.filter(([, looks]) => looks(endpoint)).map(([text]) => text);
    const text = `${reasons.join(", ")}: give it stepUp in its route, or a reason here`;
    if (exempt[name] === undefined) expect(asks(endpoint), text).toBe(true);
    else expect(asks(endpoint), "asks: take it from the exemptions").toBe(false);
  });

  test("no exemption is left of a route that is gone", () => {
    const names = new Set(delicateOnes.map(({ name }) => name));
    expect(Object.keys(exempt).filter((name) => !names.has(name))).toEqual([]);
  });

  test("the rules find what they are for", () => {
    const names = appEndpoints.filter(asks).map(({ name }) => name);
    for (const known of [
      "POST /api/app/workspaces/[slug]/transports",
      "PATCH /api/app/workspaces/[slug]/transports/[transportId]",
      "POST /api/app/workspaces/[slug]/provider-webhooks/[providerEndpointId]/credentials",
      "POST /api/app/workspaces/[slug]/inbound-mailboxes",
      "POST /api/app/workspaces/[slug]/invitations",
      "PUT /api/app/workspaces/[slug]/members/[memberId]/role",
      "DELETE /api/app/workspaces/[slug]/members/[memberId]",
      "GET /api/app/workspaces/[slug]/contacts/export",
      "GET /api/app/workspaces/[slug]/suppressions/export",
      "GET /api/app/workspaces/[slug]/reports/[campaignId]/export",
      "GET /api/app/workspaces/[slug]/messages/[messageId]/raw",
      "POST /api/app/workspaces/[slug]/contacts/changes",
      "DELETE /api/app/workspaces/[slug]/contacts/[contactId]",
      "DELETE /api/app/workspaces/[slug]/domains/[domainId]",
      "PUT /api/app/account/password",
      "POST /api/app/account/factors/totp",
      "DELETE /api/app/account/factors/passkeys/[passkeyId]",
    ]) {
      expect(names).toContain(known);
    }
    const seals = appEndpoints.filter(
      (endpoint) => writes(endpoint) && /\bseal\w*\(|Sealed\b *[:,]/.test(calledBy(endpoint)),
    );
    expect(seals.map(({ name }) => name)).toContain("POST /api/app/workspaces/[slug]/inbound-mailboxes");
  });
});

async function ageSessions(userId: string, ms: number): Promise<void> {
  await prisma.session.updateMany({ where: { userId }, data: { authenticatedAt: new Date(Date.now() - ms) } });
}

test("every such route refuses a session that is not fresh, with a code of its own, and changes nothing", async () => {
  const { ctx, params } = await populatedWorkspace();
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const owner = await testMember(ctx, "owner");
  const cookie = await cookieOf(owner.userId);
  await ageSessions(owner.userId, freshForMs);
  const contacts = await prisma.contact.count({ where: { workspaceId: ctx.workspaceId } });
  for (const endpoint of appEndpoints.filter(asks)) {
    const all: Record<string, string> = { ...params, slug };
    const erase = { selection: { kind: "ids", ids: [] }, change: { kind: "erase" } };
    const body = typeof endpoint.route.stepUp === "function" ? JSON.stringify(erase) : "{}";
    const request = new Request("http://homing.test/api", {
      method: endpoint.verb,
      headers: { cookie, "content-type": "application/json" },
      ...(endpoint.verb !== "GET" && { body }),
    });
    const response = await endpoint.route(request, { params: Promise.resolve(all) });
    if (typeof endpoint.route.stepUp === "function" && response.status !== 403) continue;
    expect(response.status, endpoint.name).toBe(403);
    expect(await response.json(), endpoint.name).toMatchObject({ error: { code: "step_up_required" } });
  }
  expect(await prisma.contact.count({ where: { workspaceId: ctx.workspaceId } })).toBe(contacts);
});

test("a stranger is told nothing: no workspace comes before no fresh sign-in", async () => {
  const { ctx, params } = await populatedWorkspace();
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const stranger = await testMember(await testWorkspace(), "owner");
  const cookie = await cookieOf(stranger.userId);
  await ageSessions(stranger.userId, freshForMs * 2);
  const endpoint = appEndpoints.find(({ name }) => name === "GET /api/app/workspaces/[slug]/contacts/export");
  const response = await endpoint!.route(new Request("http://homing.test/api", { headers: { cookie } }), {
    params: Promise.resolve({ ...params, slug }),
  });
  expect(response.status).toBe(404);
});

test("a route without parameters in its path is called without any, as Next does", async () => {
  const member = await testMember(await testWorkspace(), "owner");
  const endpoint = appEndpoints.find(({ name }) => name === "GET /api/app/account/step-up");
  const request = new Request("http://homing.test/api", { headers: { cookie: await cookieOf(member.userId) } });
  const response = await endpoint!.route(request, { params: Promise.resolve(undefined) });
  expect(await response.json()).toMatchObject({ fresh: true, password: true });
});
