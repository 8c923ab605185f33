import { z } from "zod";
import type { Suppression } from "@/lib/base/db/generated/client";
import { idOf } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { cursorsOf, listOf, PageQuery, readNormalized } from "@/lib/edges/resend/shapes";
import { addSuppressions } from "@/lib/people/suppressions/add-suppressions";
import { liftSuppressions } from "@/lib/people/suppressions/lift-suppressions";
import { newestSuppressions, suppressionsOf } from "@/lib/people/suppressions/newest-suppressions";
import { type SuppressionReason, suppressionReasons } from "@/lib/people/suppressions/reasons.shared";

const noun = "Suppression";
const NOTE = "By the API for clients of Resend";
const MOST = 100;

/** Resend knows three. */
type Origin = "bounce" | "complaint" | "manual";
const origins = {
  ...{ hard_bounce: "bounce", soft_bounce: "bounce", provider: "bounce", complaint: "complaint" },
  ...{ unsubscribe: "manual", manual: "manual", import: "manual" },
} as const satisfies Readonly<Record<SuppressionReason, Origin>>;

const presentSuppression = ({ id, emailNormalized, reason, messageId, createdAt }: Suppression) => ({
  id,
  email: emailNormalized,
  origin: origins[reason],
  source_id: messageId,
  created_at: createdAt.toISOString(),
});

async function add(ctx: KeyCtx, addresses: readonly string[]): Promise<{ object: string; id: string }[]> {
  await addSuppressions(ctx, { addresses: addresses.join("\n"), note: NOTE });
  const rows = new Map((await suppressionsOf(ctx, { addresses })).map((row) => [row.emailNormalized, row.id]));
  return addresses.flatMap((address) => {
    const id = rows.get(address);
    return id ? [{ object: "suppression", id }] : [];
  });
}

const Id = idOf("sup");
/** By its id or by the address. */
const asNamed = (name: string) =>
  name.includes("@")
    ? { addresses: [readNormalized(name, "email")] }
    : { ids: [Id.safeParse(name).data ?? ""].filter(Boolean) };

async function findOne(ctx: KeyCtx, name: string): Promise<Suppression> {
  const [found] = await suppressionsOf(ctx, asNamed(name));
  if (!found) throw notFound("suppression");
  return found;
}

/** Whoever complained or unsubscribed has said no: that is lifted in Homing, where it is written down why. */
async function lift(
  ctx: KeyCtx,
  rows: readonly Suppression[],
): Promise<{ object: string; id: string; deleted: true }[]> {
  if (rows.length > 0) await liftSuppressions(ctx, { suppressionIds: rows.map(({ id }) => id), note: NOTE });
  return rows.map(({ id }) => ({ object: "suppression", id, deleted: true }));
}

const Emails = z.array(z.string()).min(1, "Give at least one.").max(MOST, `Give at most ${MOST}.`);
const one = {
  path: "/suppressions/{suppression}",
  noun,
  params: z.object({ suppression: z.string().max(320) }),
} as const;
const both = ["suppressions.write", "suppressions.read"] as const;

export const resendSuppressionOperations = [
  defineResend({
    id: "resend.suppressions.create",
    method: "POST",
    path: "/suppressions",
    noun,
    scopes: both,
    status: 201,
    body: z.object({ email: z.string() }),
    example: { email: "ada@example.com" },
    run: async (ctx, { body }) => {
      const [made] = await inTransaction(ctx, (tx) => add(tx, [readNormalized(body.email, "email")]));
      if (!made) throw notFound("suppression");
      return made;
    },
  }),
  defineResend({
    id: "resend.suppressions.list",
    method: "GET",
    path: "/suppressions",
    noun,
    scopes: ["suppressions.read"],
    query: PageQuery.safeExtend({ origin: z.enum(["bounce", "complaint", "manual"]).optional() }),
    run: async (ctx, { query: { origin, ...query } }) => {
      const reasons = suppressionReasons.filter((reason) => origin === undefined || origins[reason] === origin);
      const { rows, more } = await newestSuppressions(ctx, { ...cursorsOf("sup", query), reasons, limit: query.limit });
      return listOf(rows.map(presentSuppression), more);
    },
  }),
  defineResend({
    id: "resend.suppressions.batchAdd",
    method: "POST",
    path: "/suppressions/batch/add",
    noun,
    scopes: both,
    status: 201,
    body: z.object({ emails: Emails }),
    example: { emails: ["ada@example.com"] },
    run: async (ctx, { body: { emails } }) => {
      const addresses = emails.map((email, at) => readNormalized(email, `emails.${at}`));
      return { data: await inTransaction(ctx, (tx) => add(tx, addresses)) };
    },
  }),
  defineResend({
    id: "resend.suppressions.batchRemove",
    method: "POST",
    path: "/suppressions/batch/remove",
    noun,
    scopes: both,
    body: z
      .object({ emails: Emails.optional(), ids: Emails.optional() })
      .refine(({ emails, ids }) => (emails === undefined) !== (ids === undefined), {
        message: "Give `emails` or `ids`.",
        path: ["emails"],
      }),
    example: { emails: ["ada@example.com"] },
    run: async (ctx, { body: { emails = [], ids = [] } }) => {
      const addresses = emails.map((email, at) => readNormalized(email, `emails.${at}`));
      const named = { addresses, ids: ids.flatMap((id) => Id.safeParse(id).data ?? []) };
      return { data: await inTransaction(ctx, async (tx) => lift(tx, await suppressionsOf(tx, named))) };
    },
  }),
  defineResend({
    ...one,
    id: "resend.suppressions.get",
    method: "GET",
    scopes: ["suppressions.read"],
    run: async (ctx, { params }) => ({
      object: "suppression",
      ...presentSuppression(await findOne(ctx, params.suppression)),
    }),
  }),
  defineResend({
    ...one,
    id: "resend.suppressions.remove",
    method: "DELETE",
    scopes: both,
    run: async (ctx, { params }) =>
      inTransaction(ctx, async (tx) => {
        const [lifted] = await lift(tx, [await findOne(tx, params.suppression)]);
        return lifted ?? {};
      }),
  }),
];
