import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { storedValues } from "@/lib/base/db/stored-json";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inForceSql } from "@/lib/people/addresses/in-force";
import { readAddresses } from "./add-suppressions";
import { addressSearch } from "./address-search";
import type { SuppressionReason } from "./reasons.shared";
import {
  AddInstallationSuppressions,
  InstallationFilters,
  type InstallationSuppressionItem,
  RemoveInstallationSuppression,
  ShareSuppressions,
  type SuppressionImportResult,
} from "./schema";

const { sql } = Prisma;
const SHARED = "shared_suppressions";
const storedShared = storedValues("installation_setting.value", z.boolean());

async function requireSuppressionOperator(ctx: Ctx): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  await requireOperator(ctx);
}

interface Row {
  id: string;
  emailNormalized: string;
  reason: SuppressionReason;
  note: string;
  createdAt: Date;
  createdByName: string;
  origin: string | null;
}

/** A page of the addresses that no workspace may mail, and whether bounces and complaints are shared. For the operator. */
export async function findInstallationSuppressions(
  ctx: Ctx,
  input: unknown,
  limit = 50,
): Promise<{ items: InstallationSuppressionItem[]; nextCursor: string | null; shared: boolean }> {
  await requireSuppressionOperator(ctx);
  const { query, cursor } = InstallationFilters.parse(input);
  const search = addressSearch("i", query, cursor);
  const [rows, shared] = await Promise.all([
    ctx.db.$queryRaw<Row[]>(sql`
      select i.id, i.email_normalized as "emailNormalized", i.reason, i.note, i.created_at as "createdAt",
             i.created_by_name as "createdByName", w.name as origin
        from installation_suppression i left join workspace w on w.id = i.origin_id
       where ${search.where} order by ${search.orderBy} limit ${limit + 1}`),
    areShared(ctx),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ emailNormalized, createdAt, ...row }) => ({
      ...row,
      id: publicId("sup", row.id),
      email: emailNormalized,
      createdAt: createdAt.toISOString(),
    })),
    nextCursor: rows.length > limit && last ? search.cursorOf(last) : null,
    shared,
  };
}

/** Blocks addresses for every workspace. For the operator; the audit log of the workspace they stand in keeps it. */
export async function addInstallationSuppressions(ctx: Ctx, input: unknown): Promise<SuppressionImportResult> {
  await requireSuppressionOperator(ctx);
  const { addresses: text, note } = AddInstallationSuppressions.parse(input);
  const { addresses, result } = readAddresses(text);
  return inTransaction(ctx, async (tx) => {
    const { count: added } = await tx.db.installationSuppression.createMany({
      data: addresses.map((emailNormalized) => ({
        id: newId(),
        emailNormalized,
        reason: "manual" as const,
        note,
        createdByName: tx.actor.name,
        createdAt: tx.now(),
      })),
      skipDuplicates: true,
    });
    const after = { note, added, addresses: addresses.slice(0, 20) };
    await recordAudit(tx, "installation_suppression.added", { subjectType: "suppression", after });
    const { repeated, ...rest } = result;
    return { ...rest, added, known: addresses.length - added + repeated };
  });
}

/** Takes an address off the list of the installation; workspaces' own suppressions stay. Throws `not_found`. */
export async function removeInstallationSuppression(ctx: Ctx, input: unknown): Promise<void> {
  await requireSuppressionOperator(ctx);
  const { email, note } = RemoveInstallationSuppression.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await tx.db.installationSuppression.findUnique({ where: { emailNormalized: email } });
    if (!before) throw notFound("suppression");
    await tx.db.installationSuppression.deleteMany({ where: { id: before.id } });
    await recordAudit(tx, "installation_suppression.lifted", {
      subjectType: "suppression",
      subjectId: before.id,
      before: { email, reason: before.reason },
      after: { note },
    });
  });
}

async function areShared(ctx: Ctx): Promise<boolean> {
  const setting = await ctx.db.installationSetting.findUnique({ where: { name: SHARED } });
  return storedShared.readOrNull(setting?.value) ?? false;
}

/**
 * Whether hard bounces and complaints of one workspace's messages hold for all of them. Turning it on takes over those
 * that are known already; turning it off takes all of these back, what the operator added stays.
 */
export async function shareSuppressions(ctx: Ctx, input: unknown): Promise<{ shared: boolean }> {
  await requireSuppressionOperator(ctx);
  const { shared } = ShareSuppressions.parse(input);
  await inTransaction(
    ctx,
    async (tx) => {
      const before = await areShared(tx);
      if (before === shared) return;
      await tx.db.installationSetting.upsert({
        where: { name: SHARED },
        create: { name: SHARED, value: shared, updatedAt: tx.now() },
        update: { value: shared, updatedAt: tx.now() },
      });
      await (shared ? takeOver(tx) : tx.db.installationSuppression.deleteMany({ where: { originId: { not: null } } }));
      await recordAudit(tx, "installation_suppression.sharing_changed", {
        subjectType: "suppression",
        before: { shared: before },
        after: { shared },
      });
    },
    { timeoutMs: 300_000 },
  );
  return { shared };
}

/** Every workspace's own, which is the point: the one place where suppressions of several workspaces are read together. */
function takeOver(tx: Ctx): Promise<number> {
  return tx.db.$executeRaw(sql`
    insert into installation_suppression (id, email_normalized, reason, origin_id, created_at)
    select distinct on (email_normalized) new_id(), email_normalized, reason, workspace_id, created_at
      from suppression
     where reason in ('hard_bounce', 'complaint') and message_id is not null
       and ${inForceSql("suppression")}
     order by email_normalized, created_at
        on conflict (email_normalized) do nothing`);
}
