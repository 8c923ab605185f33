import type { Ctx } from "@/lib/context";
import type { Transport } from "@/lib/db/generated/client";
import type { CompiledContent } from "@/lib/templates/compile";
import type { MailContent, MailRecipient } from "./compose-for-recipient";
import type { Lease } from "./lease-batch";
import { loadIdentity } from "./mail-identity";
import { pickTransport } from "./workspace-transport";

/** A message that waits, with the variant it is to be made from. */
export interface WaitingMessage extends MailRecipient {
  variantId: string;
}

export interface BatchPlan {
  transport: Transport;
  /** By variant id. */
  contents: ReadonlyMap<string, MailContent>;
  /** Lists the campaign went to: who has left them since the audience was frozen is not mailed. */
  listIds: readonly string[];
  waiting: WaitingMessage[];
}

/** Variants never change after launch, so one copy a process serves all batches; the oldest goes first. */
const compiledVariants = new Map<string, CompiledContent>();
const MAX_COMPILED = 50;

/** Loads everything a batch needs: campaign, sender, way out, and the range of waiting messages with their contacts. */
export async function loadBatch(ctx: Ctx, lease: Lease): Promise<BatchPlan> {
  const [campaign, workspace] = await Promise.all([
    ctx.db.campaign.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: lease.campaignId } },
      select: { id: true, name: true, audience: true, transportId: true },
    }),
    ctx.db.workspace.findUniqueOrThrow({
      where: { id: ctx.workspaceId },
      select: { id: true, name: true, slug: true },
    }),
  ]);
  const variants = await ctx.db.campaignVariant.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId: campaign.id },
    select: { id: true, fromName: true, fromEmail: true, replyTo: true },
  });
  const contents = new Map<string, MailContent>();
  for (const variant of variants) {
    contents.set(variant.id, {
      compiled: await compiledVariant(ctx, variant.id),
      identity: await loadIdentity(ctx, variant),
      workspace,
      campaign: { id: campaign.id, name: campaign.name },
    });
  }
  return {
    transport: await pickTransport(ctx, campaign.transportId),
    contents,
    listIds: includedLists(campaign.audience),
    waiting: await findWaiting(ctx, lease),
  };
}

async function compiledVariant(ctx: Ctx, id: string): Promise<CompiledContent> {
  const known = compiledVariants.get(id);
  if (known) return known;
  const variant = await ctx.db.campaignVariant.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    select: { compiled: true },
  });
  const compiled = variant.compiled as unknown as CompiledContent;
  compiledVariants.set(id, compiled);
  for (const oldest of compiledVariants.keys()) {
    if (compiledVariants.size <= MAX_COMPILED) break;
    compiledVariants.delete(oldest);
  }
  return compiled;
}

function includedLists(audience: unknown): string[] {
  const lists = (audience as { include?: { lists?: unknown } } | null)?.include?.lists;
  return Array.isArray(lists) ? lists.filter((id): id is string => typeof id === "string") : [];
}

interface WaitingRow {
  id: string;
  variantId: string | null;
  email: string;
  firstName: string | null;
  lastName: string | null;
  fields: Record<string, unknown> | null;
}

async function findWaiting(ctx: Ctx, lease: Lease): Promise<WaitingMessage[]> {
  const rows = await ctx.db.$queryRaw<WaitingRow[]>`
    select m.id, m.variant_id as "variantId", m.email, c.first_name as "firstName", c.last_name as "lastName", c.fields
      from message m
      left join contact c on c.workspace_id = m.workspace_id and c.id = m.contact_id
     where m.workspace_id = ${ctx.workspaceId}::uuid and m.campaign_id = ${lease.campaignId}::uuid
       and m.id between ${lease.firstMessageId}::uuid and ${lease.lastMessageId}::uuid
       and (m.status = 'pending' or (m.status = 'deferred' and m.next_attempt_at <= ${ctx.now()}))
     order by m.id`;
  return rows.map((row) => ({
    messageId: row.id,
    variantId: row.variantId ?? "",
    ...recipientOf(row),
    trackClicks: true,
  }));
}

/** What a contact's row gives to a mail. */
export function recipientOf(
  row: Omit<WaitingRow, "id" | "variantId">,
): Pick<MailRecipient, "email" | "name" | "contact"> {
  return {
    email: row.email,
    name: [row.firstName, row.lastName].filter(Boolean).join(" "),
    contact: { ...(row.fields ?? {}), email: row.email, first_name: row.firstName, last_name: row.lastName },
  };
}
