import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { appEndpoints } from "../support/app-routes";
import { testMember, testWorkspace } from "../support/db";
import { populatedWorkspace } from "../support/populated-workspace";
import { cookieOf } from "../support/signed-in";

interface Call {
  cookie?: string;
  params: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

async function call(name: string, { cookie, params, body = {}, headers }: Call): Promise<number> {
  const endpoint = appEndpoints.find((candidate) => candidate.name === name)!;
  const path = endpoint.path.replace(/\[(\w+)\]/g, (_match, param: string) => params[param] ?? "unknown");
  const response = await endpoint.route(
    new Request(`http://homing.test${path}?query=private&what=summary`, {
      method: endpoint.verb,
      headers: { "content-type": "application/json", "user-agent": "Firefox/1", ...(cookie && { cookie }), ...headers },
      ...(endpoint.verb !== "GET" && { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve(params) },
  );
  await response.text();
  return response.status;
}

async function memberOf(role: "owner" | "analyst") {
  const { ctx, params } = await populatedWorkspace();
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const member = await testMember(ctx, role);
  return { member, cookie: await cookieOf(member.userId), params: { ...params, slug } };
}

const logOf = (userId: string) => prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" } });

const contact = "DELETE /api/app/workspaces/[slug]/contacts/[contactId]";
const exported = "GET /api/app/workspaces/[slug]/contacts/export";

describe("refusals", () => {
  test("are written once a minute for a route, with the route and never what was asked", async () => {
    const { member, cookie, params } = await memberOf("analyst");
    for (let n = 0; n < 5; n++) expect(await call(contact, { cookie, params })).toBe(403);
    expect(await call(exported, { cookie, params })).toBe(403);
    const rows = await logOf(member.userId);
    const routes = rows.map(({ kind, detail }) => [kind, (detail as { route: string }).route]);
    expect(new Set(routes.map(String))).toEqual(
      new Set([
        "access.refused,DELETE /api/app/workspaces/[slug]/contacts/[contactId]",
        "access.refused,GET /api/app/workspaces/[slug]/contacts/export",
      ]),
    );
    // Five calls may fall into two minutes.
    expect(rows.length).toBeLessThanOrEqual(3);
    expect(rows[0]).toMatchObject({ email: member.email, workspaceId: member.workspaceId, userAgent: "Firefox/1" });
    expect(JSON.stringify(rows)).not.toContain("private");
  });

  test("by a former address are those of a member all the same", async () => {
    const { member, cookie, params } = await memberOf("analyst");
    const former = `former-${newId()}`;
    await prisma.formerSlug.create({
      data: { slug: former, workspaceId: member.workspaceId, replacedAt: new Date() },
    });
    expect(await call(contact, { cookie, params: { ...params, slug: former } })).toBe(403);
    expect(await logOf(member.userId)).toMatchObject([
      { kind: "access.refused", workspaceId: member.workspaceId, detail: { role: "analyst" } },
    ]);
  });

  test("of a loop over many paths do not fill the log", async () => {
    const { member, cookie, params } = await memberOf("analyst");
    for (let n = 0; n < 75; n++) {
      // The path names something else each time; the parameter does not, so nothing is put in its place.
      const endpoint = appEndpoints.find(({ name }) => name === contact)!;
      const request = new Request(`http://homing.test/loop/${n}`, { method: "DELETE", headers: { cookie } });
      expect((await endpoint.route(request, { params: Promise.resolve(params) })).status).toBe(403);
    }
    const count = (await logOf(member.userId)).length;
    // 60 in an hour; the calls may fall into two.
    expect(count).toBeGreaterThan(30);
    expect(count).toBeLessThan(75);
  });

  test("of another site are told apart, and a stranger's are written once an hour", async () => {
    const { member, cookie, params } = await memberOf("owner");
    const headers = { origin: "https://evil.example" };
    expect(await call(contact, { cookie, params, headers })).toBe(403);
    expect(await logOf(member.userId)).toMatchObject([
      { kind: "request.foreign", workspaceId: member.workspaceId, detail: { origin: "https://evil.example" } },
    ]);
    const nobody = { userId: null, detail: { path: ["route"], equals: contact } };
    for (let n = 0; n < 3; n++) {
      expect(await call(contact, { params, headers })).toBe(403);
      expect(await call(contact, { params })).toBe(401);
    }
    const kinds = (await prisma.securityEvent.findMany({ where: nobody })).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["access.signed_out", "request.foreign"]);
  });

  test("a workspace of others and a row that is not there are written alike, whether there is one or not", async () => {
    const { params } = await memberOf("owner");
    const stranger = await testMember(await testWorkspace(), "owner");
    const cookie = await cookieOf(stranger.userId);
    expect(await call(contact, { cookie, params })).toBe(404);
    expect(await call(exported, { cookie, params: { ...params, slug: "no-such-workspace" } })).toBe(404);
    expect(await logOf(stranger.userId)).toMatchObject([
      { kind: "access.not_found", workspaceId: null, detail: { route: contact, workspace: params.slug } },
      { kind: "access.not_found", workspaceId: null, detail: { workspace: "no-such-workspace" } },
    ]);
    const { member, cookie: own, params: ours } = await memberOf("owner");
    const contactId = publicId("ctc", newId());
    expect(await call(contact, { cookie: own, params: { ...ours, contactId } })).toBe(404);
    expect(await logOf(member.userId)).toMatchObject([{ kind: "access.not_found", workspaceId: member.workspaceId }]);
    expect(JSON.stringify(await logOf(member.userId))).not.toContain(contactId);
  });

  test("input that no page of ours sends is written without what it was, and mistakes in a form are not", async () => {
    const { member, cookie, params } = await memberOf("owner");
    const add = "POST /api/app/workspaces/[slug]/lists";
    expect(await call(add, { cookie, params, body: { name: "" } })).toBe(422);
    expect(await logOf(member.userId)).toEqual([]);
    expect(await call(add, { cookie, params, headers: { "content-type": "text/plain" } })).toBe(422);
    const segment = "POST /api/app/workspaces/[slug]/segments";
    expect(await call(segment, { cookie, params, body: { name: "x", workspaceId: "smuggled" } })).toBe(422);
    const rows = await logOf(member.userId);
    expect(rows.map(({ kind }) => kind)).toEqual(["request.malformed", "request.malformed"]);
    expect(JSON.stringify(rows)).not.toContain("smuggled");
  });

  test("a missing confirmation is none", async () => {
    const { member, cookie, params: own } = await memberOf("owner");
    await prisma.session.updateMany({ where: { userId: member.userId }, data: { authenticatedAt: new Date(0) } });
    expect(await call(exported, { cookie, params: own })).toBe(403);
    expect(await logOf(member.userId)).toEqual([]);
  });
});

describe("what went well", () => {
  test.each([
    [exported, "export.contacts"],
    ["GET /api/app/workspaces/[slug]/suppressions/export", "export.suppressions"],
    ["GET /api/app/workspaces/[slug]/reports/[campaignId]/export", "export.report"],
    ["GET /api/app/workspaces/[slug]/imports/[importId]/refused", "export.refused_rows"],
    ["POST /api/app/workspaces/[slug]/inbound-settings/hook", "credentials.hook_moved"],
    ["POST /api/app/workspaces/[slug]/provider-webhooks/[providerEndpointId]/address", "credentials.endpoint_moved"],
  ])("%s writes %s", async (name, kind) => {
    const { member, cookie, params } = await memberOf("owner");
    const status = await call(name, { cookie, params });
    expect(status).toBeLessThan(300);
    expect(await logOf(member.userId)).toMatchObject([{ kind, email: member.email, workspaceId: member.workspaceId }]);
  });

  test("names of new settings are written, their values not; a failed call writes nothing", async () => {
    const { member, cookie, params } = await memberOf("owner");
    const add = "POST /api/app/workspaces/[slug]/transports";
    expect(await call(add, { cookie, params, body: { kind: "smtp", password: "hunter2" } })).toBe(422);
    expect(await logOf(member.userId)).toEqual([]);
    const secret = "re_a-very-secret-key-0123456789";
    const body = { kind: "resend", name: "Private name", apiKey: secret, isDefault: false };
    expect(await call(add, { cookie, params, body })).toBe(200);
    const rows = await logOf(member.userId);
    expect(rows).toMatchObject([
      { kind: "credentials.transport_added", detail: { given: "kind, name, apiKey, isDefault" } },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/secret|Private/);
  });

  test("the export of the security log is in the security log", async () => {
    const { member, cookie, params } = await memberOf("analyst");
    const name = "GET /api/app/workspaces/[slug]/installation/security-log/export";
    expect(await call(name, { cookie, params })).toBe(404);
    expect(await logOf(member.userId)).toMatchObject([{ kind: "access.not_found" }]);
    await prisma.user.update({ where: { id: member.userId }, data: { isOperator: true } });
    expect(await call(name, { cookie, params })).toBe(200);
    expect((await logOf(member.userId))[1]).toMatchObject({ kind: "export.security_log" });
  });

  test("every route that gives people's data or keeps secrets says what it writes", () => {
    const silent = appEndpoints.filter(
      ({ path, verb, route }) =>
        path.includes("/workspaces/") &&
        (/\/(export|raw|refused)$/.test(path) ||
          (verb !== "GET" && /\/(transports|provider-webhooks|inbound-mailboxes)(\/\[\w+\])?$/.test(path))) &&
        route.notes === undefined,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
