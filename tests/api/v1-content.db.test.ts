import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { createTag } from "@/lib/people/contacts/tags";
import { callApi, testKey } from "../support/api-call";
import { testContact, testWorkspace } from "../support/db";

async function caller() {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx);
  const call = (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });
  return { ctx, call, where: { workspaceId: ctx.workspaceId } };
}

const fieldsOf = (json: { errors?: { field: string; code: string }[] }) =>
  (json.errors ?? []).map(({ field, code }) => `${field} ${code}`);

test("a template is made, looked at, changed, copied and put away", async () => {
  const { ctx, call, where } = await caller();
  await testContact(ctx, { email: "ada@example.com", firstName: "Ada" });
  const made = await call("POST", "/templates", {
    name: "Hi",
    subject: "For {{ contact.first_name }}",
    html: "<p>Yes</p>",
  });
  expect([made.status, made.json]).toEqual([
    201,
    expect.objectContaining({ name: "Hi", content_kind: "html", html: "<p>Yes</p>", document: null, archived: false }),
  ]);
  const path = `/templates/${made.json.id}`;
  expect((await call("GET", `${path}/preview?contact=ada@example.com`)).json.subject).toBe("For Ada");
  expect((await call("GET", `${path}/preview?contact=bo@example.com`)).json.code).toBe("not_found");
  const document = { type: "doc", content: [{ type: "paragraph", attrs: { class: "a_b" } }] };
  expect(fieldsOf((await call("PATCH", path, { document })).json)).toEqual(["document invalid"]);
  expect(fieldsOf((await call("POST", "/templates", { document, html: "x" })).json)).toEqual(["html invalid"]);
  const blocks = await call("POST", "/templates", { document });
  expect(blocks.json).toMatchObject({ content_kind: "document", document, name: "Untitled template" });
  expect((await call("PATCH", path, { html: "<p>No</p>", description: "Short" })).json.html).toBe("<p>No</p>");
  const changes = await prisma.auditEntry.findMany({ where: { ...where, action: "template.updated" } });
  expect(changes.map(({ actorType }) => actorType)).toEqual(["key", "key", "key"]);
  expect((await call("POST", `${path}/duplicate`)).json.name).toBe("Hi (copy)");
  expect((await call("PUT", `${path}/archive`)).json.archived).toBe(true);
  expect((await call("PATCH", path, { name: "x" })).json.code).toBe("conflict");
  const names = async (query: string) =>
    (await call("GET", `/templates${query}`)).json.data.map(({ name }: { name: string }) => name).toSorted();
  expect([await names(""), await names("?archived=yes")]).toEqual([["Hi (copy)", "Untitled template"], ["Hi"]]);
  expect((await call("DELETE", `${path}/archive`)).json.archived).toBe(false);
});

test("a segment is made of rules, counted, listed page by page, changed and deleted", async () => {
  const { ctx, call, where } = await caller();
  const tag = await createTag(ctx, { name: "VIP" });
  for (let n = 0; n < 5; n++)
    await call("POST", "/contacts", { email: `seg${n}@example.com`, tags: n < 3 ? ["VIP"] : [] });
  const vip = { kind: "tag", tag_id: publicId("tag", tag.id), op: "has" };
  const rules = { kind: "group", match: "all", rules: [vip] };
  expect((await call("POST", "/segments/count", { rules })).json).toEqual({ count: 3, capped: false });
  const made = await call("POST", "/segments", { name: "VIPs", rules });
  expect([made.status, made.json]).toEqual([201, { id: made.json.id, name: "VIPs", description: "", rules }]);
  const path = `/segments/${made.json.id}`;
  expect((await call("GET", path)).json).toEqual(made.json);
  expect((await call("GET", "/segments")).json.data).toEqual([made.json]);
  expect((await call("GET", `${path}/count`)).json.count).toBe(3);
  const seen: string[] = [];
  for (let cursor = ""; cursor !== "end"; ) {
    const { json } = await call("GET", `${path}/contacts?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...json.data.map(({ email }: { email: string }) => email));
    cursor = json.next_cursor ?? "end";
  }
  expect(seen.toSorted()).toEqual(["seg0@example.com", "seg1@example.com", "seg2@example.com"]);
  const wrong = async (bad: unknown) => fieldsOf((await call("PATCH", path, { rules: bad })).json);
  expect(await wrong({ ...rules, rules: [{ ...vip, colour: 1 }] })).toEqual([expect.stringMatching(/^rules/)]);
  expect(await wrong({ ...rules, rules: [{ kind: "mood" }] })).toEqual([expect.stringMatching(/^rules.* invalid$/)]);
  expect(await wrong(5)).toEqual(["rules invalid"]);
  const any = { ...rules, match: "none" };
  expect((await call("PATCH", path, { rules: any })).json).toEqual({ ...made.json, rules: any });
  expect((await call("GET", `${path}/count`)).json.count).toBe(2);
  expect((await call("DELETE", path)).status).toBe(204);
  expect((await call("GET", `${path}/contacts`)).status).toBe(404);
  expect(await prisma.binEntry.count({ where: { ...where, kind: "segment" } })).toBe(1);
});
