import { expect, test } from "vitest";
import type { POST as createFieldRoute } from "@/app/api/app/workspaces/[slug]/fields/route";
import { prisma } from "@/lib/base/db/client";
import { htmlLiquid, parseLiquid, renderLiquid } from "@/lib/content/liquid/liquid";
import { createContact } from "@/lib/people/contacts/create-contact";
import { fieldKey } from "@/lib/people/contacts/field-key";
import { testMember, testWorkspace } from "../support/db";
import { cookieOf } from "../support/signed-in";

/** What every object of JavaScript has without being given it. */
const names = [...Object.getOwnPropertyNames(Object.prototype), "prototype"];
const modules = import.meta.glob<Record<string, typeof createFieldRoute>>("../../app/api/app/workspaces/**/route.ts", {
  eager: true,
});

async function world() {
  const ctx = await testWorkspace();
  const owner = await testMember(ctx, "owner");
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const contact = await createContact(owner, { email: "ada@shop.de" });
  const cookie = await cookieOf(owner.userId);
  return { ctx, slug, cookie, contactId: contact.id };
}

type World = Awaited<ReturnType<typeof world>>;

/** Calls a route with a body that is written by hand: an object literal cannot have a key `__proto__`. */
function call({ slug, cookie }: World, verb: string, path: string, body: string, params: Record<string, string> = {}) {
  const route = modules[`../../app/api/app/workspaces/[slug]/${path}/route.ts`]![verb]!;
  const headers = { "content-type": "application/json", cookie };
  const request = new Request("http://homing.test/x", { method: verb, headers, body });
  return route(request, { params: Promise.resolve({ slug, ...params }) });
}

const rules = (key: string) =>
  `{"rules":{"kind":"group","match":"all","rules":[{"kind":"field","key":"${key}","op":"is","value":"x"}]}}`;

test.each(names)("%s is no name of a field, wherever it is given", async (name) => {
  const here = await world();
  const { contactId } = here;
  const answers = await Promise.all([
    call(here, "POST", "fields", `{"label":"Shoe size","type":"text","key":"${name}"}`),
    call(here, "POST", "fields", `{"label":"Shoe size","type":"text","${name}":"x"}`),
    call(here, "POST", "contacts", `{"email":"bob@shop.de","fields":{"${name}":"x"}}`),
    call(here, "PATCH", "contacts/[contactId]", `{"fields":{"${name}":"x"}}`, { contactId }),
    call(here, "PATCH", "contacts/[contactId]", `{"${name}":"x"}`, { contactId }),
    call(here, "POST", "segments/count", rules(name)),
  ]);
  for (const [at, answer] of answers.entries()) {
    const text = await answer.text();
    expect(answer.status, `${at}: ${text}`).toBeGreaterThanOrEqual(400);
    expect(answer.status, `${at}: ${text}`).toBeLessThan(500);
    expect(text, "in words").not.toContain("body is not valid");
  }
  const where = { workspaceId: here.ctx.workspaceId };
  expect(await prisma.contactField.count({ where })).toBe(0);
  expect(await prisma.contact.findMany({ where, select: { fields: true } })).toEqual([{ fields: {} }]);
});

test.each(names)("a column called %s gets a key of another name", (name) => {
  expect(names).not.toContain(fieldKey(name));
});

test.each(names)("Liquid finds nothing under %s", (name) => {
  const source = `{{ contact.${name} }}{{ contact["${name}"] }}{{ "x".${name} }}{{ ${name} }}`;
  const data = { contact: { email: "ada@shop.de" } };
  expect(renderLiquid(parseLiquid(source, "content", htmlLiquid), data, "content", htmlLiquid)).toBe("");
});
