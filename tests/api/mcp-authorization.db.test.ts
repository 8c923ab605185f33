import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { openKey } from "@/lib/edges/api-keys/open-key";
import { allTools } from "@/lib/edges/mcp/all-tools";
import { runTool } from "@/lib/edges/mcp/run-tool";
import { scopesOfTool, type Tool } from "@/lib/edges/mcp/tool";
import { testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";
import { type McpHost, mcpClient, mcpHost } from "../support/mcp-host";
import { marker, type Populated, populatedWorkspace } from "../support/populated-workspace";

let host: McpHost;
beforeAll(async () => {
  host = await mcpHost();
});
afterAll(() => host.close());

/** What each tool that is about one thing is given, by the names that routes have for the same. */
const about: Readonly<Record<string, (params: Record<string, string>) => Record<string, unknown>>> = {
  explain_delivery: ({ contactId, campaignId }) => ({ contact: contactId, campaign_id: campaignId }),
  get_contact: ({ contactId }) => ({ contact: contactId }),
  count_segment: ({ segmentId }) => ({ segment_id: segmentId }),
  get_campaign: ({ campaignId }) => ({ campaign_id: campaignId }),
  preview_campaign: ({ campaignId }) => ({ campaign_id: campaignId }),
  check_campaign: ({ campaignId }) => ({ campaign_id: campaignId }),
  get_campaign_report: ({ campaignId }) => ({ campaign_id: campaignId }),
  get_campaign_breakdown: ({ campaignId }) => ({ campaign_id: campaignId }),
  get_send_request: ({ sendRequestId }) => ({ send_request_id: sendRequestId }),
  request_campaign_send: ({ campaignId }) => ({ campaign_id: campaignId }),
  unsubscribe_contact: ({ contactId, listId }) => ({ contact: contactId, list_id: listId }),
  update_campaign_draft: ({ campaignId }) => ({ campaign_id: campaignId, subject: "Other" }),
  pause_campaign: ({ campaignId }) => ({ campaign_id: campaignId }),
};
/** Tools about all there is, or that add something. */
const general: Readonly<Record<string, Record<string, unknown>>> = {
  upsert_contact: { email: "ada@example.com" },
  suppress_addresses: { emails: ["ada@example.com"] },
  draft_campaign: { name: "Own" },
};
/** Not ready to be sent, and not being sent. */
const refused = new Set(["request_campaign_send", "pause_campaign"]);

const argumentsOf = ({ name }: Tool, { params }: Populated) => about[name]?.(params) ?? general[name] ?? {};

async function rows(workspaceId: string): Promise<string> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns
     where column_name = 'workspace_id' and table_schema = 'public' and table_name not in ('security_event', 'api_key', 'api_call') order by 1`;
  const found = tables.map(({ name }) =>
    prisma.$queryRawUnsafe(
      `select to_jsonb(t)::text from "${name}" t where workspace_id = $1::uuid order by 1`,
      workspaceId,
    ),
  );
  return JSON.stringify(await Promise.all(found));
}

async function call(key: string, tool: Tool, args: Record<string, unknown>) {
  const client = await mcpClient(host, key);
  const result = await client.callTool({ name: tool.name, arguments: args });
  await client.close();
  return { isError: result.isError ?? false, text: JSON.stringify(result) };
}

test("every tool is walked", () => {
  const named = [...Object.keys(about), ...Object.keys(general)];
  const listing = allTools.filter(({ name }) => !named.includes(name)).map(({ name }) => name);
  expect(listing).toEqual([
    ...["get_workspace", "get_deliverability", "search_contacts", "list_lists", "list_segments"],
    ...["list_campaigns", "list_templates"],
  ]);
});

describe("every tool", () => {
  test("works for a key with its scopes alone, in its own workspace", { timeout: 60_000 }, async () => {
    const own = await populatedWorkspace();
    for (const tool of allTools) {
      const { key } = await testKey(own.ctx, scopesOfTool(tool).length > 0 ? scopesOfTool(tool) : ["contacts.read"]);
      const { isError, text } = await call(key, tool, argumentsOf(tool, own));
      expect(isError, `${tool.name}: ${text}`).toBe(refused.has(tool.name));
    }
  });

  test("is not there for a key that lacks one of its scopes, nor carried out for it", { timeout: 60_000 }, async () => {
    const theirs = await populatedWorkspace();
    const before = await rows(theirs.ctx.workspaceId);
    for (const tool of allTools) {
      for (const lacking of scopesOfTool(tool)) {
        const others: Permission[] = permissionNames.filter((name) => name !== lacking);
        const { key } = await testKey(theirs.ctx, others);
        const ctx = await openKey(key, undefined);
        if (typeof ctx === "string") throw new Error(ctx);
        const { result, problem } = await runTool(ctx, tool, argumentsOf(tool, theirs));
        expect([result.isError, problem?.code], tool.name).toEqual([true, "forbidden"]);
        expect(JSON.stringify(result), tool.name).not.toContain(marker);
      }
    }
    expect(await rows(theirs.ctx.workspaceId)).toBe(before);
  });

  test("finds nothing of another workspace, and changes nothing there", { timeout: 60_000 }, async () => {
    const theirs = await populatedWorkspace();
    const { key } = await testKey(await testWorkspace());
    const before = await rows(theirs.ctx.workspaceId);
    for (const tool of allTools) {
      const { isError, text } = await call(key, tool, argumentsOf(tool, theirs));
      expect(text, tool.name).not.toContain(marker);
      expect(isError, `${tool.name}: ${text}`).toBe(Object.hasOwn(about, tool.name));
    }
    expect(await rows(theirs.ctx.workspaceId)).toBe(before);
  });
});
