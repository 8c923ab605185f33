import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { keyMayHave, permissionNames } from "@/lib/base/permissions.shared";
import { resendOperations } from "@/lib/edges/resend/operations";
import type { ResendOperation } from "@/lib/edges/resend/resend-operation";
import { testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";
import { marker, type Populated, populatedWorkspace } from "../support/populated-workspace";
import { callResend } from "../support/resend-server";

/** What stands for `{id}` below each word, by the names that the app's routes have for the same. */
const names: Readonly<Record<string, string>> = {
  emails: "emailId",
  contact: "contactId",
  segment: "listId",
  "contact-properties": "fieldId",
  segments: "listId",
  audiences: "listId",
  topics: "topicId",
  suppression: "suppressionId",
  templates: "templateId",
  broadcasts: "campaignId",
  domains: "domainId",
  "api-keys": "apiKeyId",
  webhooks: "webhookId",
  event: "eventId",
  "/emails/receiving": "replyId",
  "/contacts/imports": "importId",
  logs: "callId",
};

function pathOf({ path }: ResendOperation, { params }: Populated): string {
  const [, word = "", below = ""] = path.split("/");
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "attachment") return "0";
    const value = params[names[name] ?? names[`/${word}/${below}`] ?? names[word] ?? ""];
    if (value === undefined) throw new Error(`add ${name} of ${path} to the names of the walk`);
    return value;
  });
}

const call = (operation: ResendOperation, of: Populated, key: string | null) =>
  callResend(operation.method, pathOf(operation, of), { key, body: operation.example });

/** Every row of the workspace, as text; not the log, and not when a key was used. */
async function everyRow(workspaceId: string): Promise<string> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns
     where column_name = 'workspace_id' and table_schema = 'public' and table_name not in ('security_event', 'api_key', 'api_call') order by 1`;
  const rows = tables.map(({ name }) =>
    prisma.$queryRawUnsafe(
      `select to_jsonb(t)::text as row from "${name}" t where workspace_id = $1::uuid order by 1`,
      workspaceId,
    ),
  );
  return JSON.stringify(await Promise.all(rows));
}

/** Answered alike whether there is such a thing or not, as Resend does. */
const alwaysTaken: ReadonlySet<string> = new Set(["resend.contacts.remove", "resend.audiences.contacts.remove"]);

/** Mails of the populated workspace have no files. */
const nothingThere: ReadonlySet<string> = new Set([
  "resend.emails.attachments.get",
  "resend.emails.receiving.attachments.get",
]);

test("every operation asks for scopes that a key may have, and no two share an address", () => {
  for (const { id, scopes } of resendOperations) {
    expect(scopes.length, id).toBeGreaterThan(0);
    for (const scope of scopes) expect(keyMayHave("live", scope), id).toBe(true);
  }
  const addresses = resendOperations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("every operation answers 401 without a key, and to a key that lacks one of its scopes, and changes nothing", async () => {
  const theirs = await populatedWorkspace();
  const { workspaceId } = theirs.ctx;
  const before = await everyRow(workspaceId);
  for (const operation of resendOperations) {
    expect((await call(operation, theirs, null)).json, operation.id).toMatchObject({ name: "missing_api_key" });
    for (const lacking of operation.scopes) {
      const { key } = await testKey(
        theirs.ctx,
        permissionNames.filter((name) => name !== lacking && name !== "members.write"),
      );
      const { status, json, text } = await call(operation, theirs, key);
      expect([status, json.name], operation.id).toEqual([401, "restricted_api_key"]);
      expect(text).not.toContain(marker);
    }
  }
  expect(await everyRow(workspaceId)).toBe(before);
});

test("a key with its scopes alone is let in, and the audit log says whose call it was", {
  timeout: 120_000,
}, async () => {
  for (const operation of resendOperations) {
    const own = await populatedWorkspace();
    const { id, key } = await testKey(own.ctx, operation.scopes);
    const { status, json, text } = await call(operation, own, key);
    expect(status, `${operation.id}: ${text}`).toBeLessThan(500);
    expect(["restricted_api_key", "invalid_access"], operation.id).not.toContain(json.name);
    expect(json.name === "not_found", operation.id).toBe(nothingThere.has(operation.id));
    const entries = await prisma.auditEntry.findMany({ where: { workspaceId: own.ctx.workspaceId, actorType: "key" } });
    for (const entry of entries) expect(entry).toMatchObject({ actorId: id, actorName: "Test key" });
  }
});

test("nothing of another workspace is found by its ids, and nothing changes there", async () => {
  const theirs = await populatedWorkspace();
  const { workspaceId } = theirs.ctx;
  const { key } = await testKey(await testWorkspace());
  const before = await everyRow(workspaceId);
  for (const operation of resendOperations) {
    const { status, text } = await call(operation, theirs, key);
    expect(text, operation.id).not.toContain(marker);
    if (operation.path.includes("{") && !alwaysTaken.has(operation.id))
      expect(status, `${operation.id}: ${text}`).toBe(404);
  }
  expect(await everyRow(workspaceId)).toBe(before);
});
