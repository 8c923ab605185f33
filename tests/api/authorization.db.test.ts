import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { permissions, roleCan, roles } from "@/lib/base/permissions.shared";
import type { AppRoute } from "@/lib/base/routes/app-route";
import { testMember, testWorkspace } from "../support/db";
import { marker, populatedWorkspace } from "../support/populated-workspace";
import { cookieOf } from "../support/signed-in";

const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const modules = import.meta.glob<Record<string, AppRoute>>("../../app/api/app/**/route.ts", { eager: true });

interface Endpoint {
  name: string;
  verb: string;
  path: string;
  route: AppRoute;
  paramNames: string[];
}

const endpoints: Endpoint[] = Object.entries(modules).flatMap(([file, exports]) => {
  const path = file.replace("../../app", "").replace("/route.ts", "");
  const paramNames = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((match) => match[1]!);
  return verbs.flatMap((verb) => {
    const route = exports[verb];
    return route ? [{ name: `${verb} ${path}`, verb, path, route, paramNames }] : [];
  });
});
const inWorkspace = endpoints.filter((endpoint) => endpoint.path.includes("/workspaces/[slug]"));

/** What only operators of the installation may do, whatever their role; the tests below walk it with both. */
const ofOperators = /\/workspaces\/\[slug\]\/(installation|installation-suppressions|bounce-rules)(\/|$)/;

/** Refusals that are not about the role, and why they are right. */
const otherRefusals: Readonly<Record<string, string>> = {
  "GET /api/app/workspaces/[slug]/messages/[messageId]/preview: 404":
    "this message was never composed: there is no content",
  "DELETE /api/app/workspaces/[slug]/members/[memberId]: 403":
    "everybody may leave, this is somebody else; owners and admins may",
  "PUT /api/app/workspaces/[slug]/bin/[binId]/restoration: 403": "a segment: each kind asks for its own permission",
  "PATCH /api/app/workspaces/[slug]/views/[viewId]: 403": "everybody has views of their own, this one is shared",
  "DELETE /api/app/workspaces/[slug]/views/[viewId]: 403": "as above",
};

async function slugOf(ctx: Ctx): Promise<string> {
  return (await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } })).slug;
}

/** Calls the route as a browser would: real cookie, real parameters, an empty object as body. */
async function call(endpoint: Endpoint, cookie: string | null, params: Record<string, string>): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", ...(cookie && { cookie }) });
  const writes = endpoint.verb !== "GET";
  const path = endpoint.path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_match, name: string) => params[name] ?? "unknown");
  const request = new Request(`http://homing.test${path}`, {
    method: endpoint.verb,
    headers,
    ...(writes && { body: "{}" }),
  });
  return endpoint.route(request, { params: Promise.resolve(params) });
}

/** Every row of every table that belongs to the workspace, as text; not the log, which says that somebody was refused. */
async function everyRow(ctx: Ctx): Promise<string> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where column_name = 'workspace_id' and table_schema = 'public' and table_name <> 'security_event' order by 1`;
  const rows = tables.map(({ name }) =>
    prisma.$queryRawUnsafe(
      `select to_jsonb(t)::text as row from "${name}" t where workspace_id = $1::uuid order by 1`,
      ctx.workspaceId,
    ),
  );
  return JSON.stringify(await Promise.all(rows));
}

test("every route of the app says who may call it", () => {
  expect(inWorkspace.length).toBeGreaterThan(40);
  for (const { name, route } of inWorkspace) expect(Object.keys(permissions), name).toContain(route.access);
  for (const { name, route } of endpoints) expect(route.access, name).toBeTruthy();
});

describe("every route and verb", () => {
  test("answers 401 to whoever is not signed in", async () => {
    const { ctx, params } = await populatedWorkspace();
    const slug = await slugOf(ctx);
    for (const endpoint of endpoints.filter(({ route }) => route.access !== "public")) {
      const response = await call(endpoint, null, { ...params, slug });
      expect(response.status, endpoint.name).toBe(401);
    }
  });

  test("answers 404 to the owner of another workspace and changes nothing", async () => {
    const { ctx, params } = await populatedWorkspace();
    const slug = await slugOf(ctx);
    const stranger = await testMember(await testWorkspace(), "owner");
    const cookie = await cookieOf(stranger.userId);
    const before = await everyRow(ctx);
    for (const endpoint of inWorkspace) {
      const response = await call(endpoint, cookie, { ...params, slug });
      expect(response.status, endpoint.name).toBe(404);
      expect(await response.text(), endpoint.name).not.toContain(marker);
    }
    expect(await everyRow(ctx)).toBe(before);
  });

  test("never finds another workspace's rows by their ids", async () => {
    const theirs = await populatedWorkspace();
    const own = await testWorkspace();
    const owner = await testMember(own, "owner");
    const cookie = await cookieOf(owner.userId);
    const slug = await slugOf(own);
    const before = await everyRow(theirs.ctx);
    for (const endpoint of inWorkspace) {
      const ids = endpoint.paramNames.filter((name) => name !== "slug");
      for (const name of ids) expect(Object.keys(theirs.params), `${endpoint.name}: add ${name}`).toContain(name);
      const response = await call(endpoint, cookie, { ...theirs.params, slug });
      const body = await response.text();
      expect(body, endpoint.name).not.toContain(marker);
      if (ids.length > 0) expect([404, 422], `${endpoint.name}: ${body}`).toContain(response.status);
    }
    expect(await everyRow(theirs.ctx)).toBe(before);
  });

  // A workspace for each route: the walk grows with the product.
  test.each(roles)("does for the role %s exactly what the table allows", { timeout: 180_000 }, async (role) => {
    const wrong: string[] = [];
    for (const endpoint of inWorkspace) {
      const { ctx, params } = await populatedWorkspace();
      const member = await testMember(ctx, role);
      const cookie = await cookieOf(member.userId);
      const before = await everyRow(ctx);
      const response = await call(endpoint, cookie, { ...params, slug: await slugOf(ctx) });
      const allowed = roleCan(role, endpoint.route.access as keyof typeof permissions);
      if (allowed && !ofOperators.test(endpoint.path)) {
        if ([401, 403, 404, 500].includes(response.status)) wrong.push(`${endpoint.name}: ${response.status}`);
      } else if (!allowed) {
        expect(response.status, `${endpoint.name} as ${role}`).toBe(403);
        expect(await everyRow(ctx), endpoint.name).toBe(before);
      }
    }
    expect(wrong.filter((answer) => !(answer in otherRefusals))).toEqual([]);
    if (roleCan(role, "members.write")) expect(wrong.filter((answer) => answer.includes("/members/"))).toEqual([]);
  });

  test.each(roles)("of the installation is hidden from the role %s, and open to an operator", async (role) => {
    const ofInstallation = inWorkspace.filter(({ path }) => ofOperators.test(path));
    expect(ofInstallation.length).toBeGreaterThan(15);
    for (const endpoint of ofInstallation) {
      const theirs = await populatedWorkspace();
      const own = await testWorkspace();
      const member = await testMember(own, role);
      const [slug, cookie] = [await slugOf(own), await cookieOf(member.userId)];
      const account = () =>
        prisma.user.findMany({ where: { members: { some: { workspaceId: theirs.ctx.workspaceId } } } });
      const before = [await everyRow(theirs.ctx), await account()];
      const refused = await call(endpoint, cookie, { ...theirs.params, slug });
      const allowed = roleCan(role, endpoint.route.access as keyof typeof permissions);
      expect(refused.status, endpoint.name).toBe(allowed ? 404 : 403);
      expect(await refused.text(), endpoint.name).not.toContain(marker);
      expect([await everyRow(theirs.ctx), await account()], endpoint.name).toEqual(before);

      await prisma.user.update({ where: { id: member.userId }, data: { isOperator: true } });
      const response = await call(endpoint, cookie, { ...theirs.params, slug });
      // 409 and 422: it was let in, and this account has nothing to take away, or an empty body says nothing.
      const answers = allowed ? [200, 204, 409, 422] : [403];
      expect(answers, `${endpoint.name}: ${await response.text()}`).toContain(response.status);
      await prisma.user.update({ where: { id: member.userId }, data: { isOperator: false } });
    }
  });

  test("refuses writes that another site makes a browser send", async () => {
    const { ctx, params } = await populatedWorkspace();
    const owner = await testMember(ctx, "owner");
    const cookie = await cookieOf(owner.userId);
    const slug = await slugOf(ctx);
    for (const endpoint of inWorkspace.filter(({ verb }) => verb !== "GET")) {
      const headers = { cookie, origin: "https://evil.example", "content-type": "application/json" };
      const request = new Request("http://homing.test/api", { method: endpoint.verb, headers, body: "{}" });
      const response = await endpoint.route(request, { params: Promise.resolve({ ...params, slug }) });
      expect(response.status, endpoint.name).toBe(403);
    }
  });
});
