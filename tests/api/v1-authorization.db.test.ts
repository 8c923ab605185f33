import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { keyMayHave, permissionNames } from "@/lib/base/permissions.shared";
import { isFile, type Operation, scopesFor } from "@/lib/edges/api/operation";
import { operations } from "@/lib/edges/api/operations";
import { toCamel } from "@/lib/edges/api/snake-case";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";
import { callApi, testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";
import { marker, type Populated, populatedWorkspace } from "../support/populated-workspace";

/** What stands in the paths of the API, by the names that the app's routes have for the same. */
const names: Readonly<Record<string, string>> = {
  contact: "contactId",
  list_id: "listId",
  field_id: "fieldId",
  goal_id: "goalId",
  tag_id: "tagId",
  campaign_id: "campaignId",
  domain_id: "domainId",
  email_id: "emailId",
  import_id: "importId",
  message_id: "messageId",
  segment_id: "segmentId",
  template_id: "templateId",
  webhook_id: "webhookId",
  delivery_id: "deliveryId",
  number: "number",
};

function pathOf({ path }: Operation, { params }: Populated): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "email") return "secret@other.example";
    const value = params[names[name] ?? ""];
    if (value === undefined) throw new Error(`add ${name} to the names of the walk`);
    return value;
  });
}

const call = (operation: Operation, of: Populated, key: string | null) =>
  callApi(operation.method, pathOf(operation, of), {
    key,
    ...(operation.body && { body: operation.example ?? {} }),
    ...(operation.octets && { body: "email\n" }),
  });

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

/** What the state of the workspace forbids whoever asks: the example names nothing of it, or its campaign is not ready to leave. */
const refused: Readonly<Record<string, number>> = {
  ...{
    liftSuppressions: 404,
    launchCampaign: 422,
    scheduleCampaign: 422,
    sendCampaignTest: 422,
    resendEmail: 409,
    resendCampaign: 409,
  },
  // Nobody was erased there.
  readmitAddress: 404,
  // The import that is there has ended.
  ...{ sendImportPart: 409, startUploadedImport: 409, checkImport: 409 },
};
/** The call changes nothing: who is subscribed, was not archived or not suppressed. A tag is made by whoever names it first. */
const unnoted: ReadonlySet<string> = new Set([
  ...[
    "subscribe",
    "restoreList",
    "restoreGoal",
    "createTag",
    "restoreCampaign",
    "restoreTemplate",
    "unpublishTemplate",
    "countSegmentRules",
    "verifyDomain",
    "cancelImport",
    "beginImportUpload",
    // The mail itself says whose key asked for it.
    "sendEmail",
    "sendEmails",
    // An event is a record of its own.
    "trackEvent",
    "trackEvents",
  ],
  ...Object.keys(refused),
]);

/** Where a campaign stands when it can be moved so. */
const standing: Readonly<Record<string, CampaignStatus>> = {
  ...{ pauseCampaign: "sending", resumeCampaign: "paused", cancelCampaign: "sending", unscheduleCampaign: "scheduled" },
};

/** A workspace in which the operation has something to do. */
async function workspaceFor({ id }: Operation): Promise<Populated> {
  const own = await populatedWorkspace();
  const status = standing[id];
  if (status) await prisma.campaign.updateMany({ where: { workspaceId: own.ctx.workspaceId }, data: { status } });
  return own;
}

/** An export changes nothing, and is written down all the same. */
const exported: ReadonlySet<string> = new Set(["exportContacts", "getConsent", "getConsentPdf"]);
const changes = ({ id, method }: Operation) => method !== "GET" || exported.has(id);

/** The answer has what the document says, and nothing besides. */
function expectDocumented({ id, answer }: Operation, json: unknown): void {
  const { data, error } = answer!.safeParse(toCamel(json));
  expect(error?.issues ?? [], id).toEqual([]);
  expect(data, id).toEqual(toCamel(json));
}

const withScope = operations.filter(({ scope }) => scope !== null);

test("every operation says its scope, but for what a key learns about itself", () => {
  expect(operations.length).toBeGreaterThan(25);
  expect(operations.filter(({ scope }) => scope === null).map(({ id }) => id)).toEqual(["getMe"]);
  for (const { id, scope } of withScope) expect(keyMayHave("live", scope!), id).toBe(true);
});

describe("every operation", () => {
  test("answers 401 without a key, before anything else", async () => {
    const theirs = await populatedWorkspace();
    for (const operation of operations) expect((await call(operation, theirs, null)).status, operation.id).toBe(401);
  });

  test("answers 403 to a key with every scope but its own, and changes nothing", async () => {
    const theirs = await populatedWorkspace();
    const { workspaceId } = theirs.ctx;
    const before = await everyRow(workspaceId);
    for (const operation of withScope) {
      for (const lacking of scopesFor(operation)) {
        const others = permissionNames.filter((name) => name !== lacking);
        const { key } = await testKey(theirs.ctx, others);
        const { status, json, text } = await call(operation, theirs, key);
        expect([status, json.code], operation.id).toEqual([403, "insufficient_scope"]);
        expect(text).not.toContain(marker);
      }
    }
    expect(await everyRow(workspaceId)).toBe(before);
  });

  test("lets a key with that scope alone in, in its own workspace, and says in the audit log whose call it was", {
    timeout: 120_000,
  }, async () => {
    const unexpected: string[] = [];
    for (const operation of withScope) {
      const own = await workspaceFor(operation);
      const { workspaceId } = own.ctx;
      const { id, key } = await testKey(own.ctx, scopesFor(operation));
      const { status, text } = await call(operation, own, key);
      const expected = operation.status ?? (operation.answer ? 200 : 204);
      expect(status, `${operation.id}: ${text}`).toBe(refused[operation.id] ?? expected);
      if (operation.answer && !isFile(operation) && status === expected) expectDocumented(operation, JSON.parse(text));
      const entries = await prisma.auditEntry.findMany({ where: { workspaceId, actorType: "key" } });
      const noted = changes(operation) && !unnoted.has(operation.id);
      if (entries.length > 0 !== noted) unexpected.push(operation.id);
      for (const entry of entries) expect(entry).toMatchObject({ actorId: id, actorName: "Test key" });
    }
    expect(unexpected).toEqual([]);
  });

  test("finds nothing of another workspace by its ids, and changes nothing there", async () => {
    const theirs = await populatedWorkspace();
    const { workspaceId } = theirs.ctx;
    const { key } = await testKey(await testWorkspace());
    const before = await everyRow(workspaceId);
    for (const operation of operations) {
      const { status, text } = await call(operation, theirs, key);
      expect(text, operation.id).not.toContain(marker);
      const names = [...operation.path.matchAll(/\{(\w+)\}/g)].filter(([, name]) => name !== "email");
      if (names.length > 0) expect(status, `${operation.id}: ${text}`).toBe(404);
    }
    expect(await everyRow(workspaceId)).toBe(before);
  });
});
