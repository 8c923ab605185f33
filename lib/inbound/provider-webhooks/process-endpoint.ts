import { z } from "zod";
import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { sqlStateOf } from "@/lib/base/db/sql-state";
import { inTransaction } from "@/lib/base/db/transaction";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { workspacePath } from "@/lib/client/paths";
import { Unreadable, type VerifyTools } from "@/lib/inbound/providers/provider";
import { maybeMsg, t, words } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import { claimCall } from "./claim-call";
import { fetchText } from "./fetch-text";
import { processCall } from "./process-call";

/** Tries of a call before it is parked, and how long the next one waits. */
export const MAX_ATTEMPTS = 5;
const BACK_OFF_MS = [2_000, 10_000, 30_000, 90_000];

/**
 * Processes the waiting calls of an endpoint, oldest first. A call that cannot be processed is tried again a few times, holding up those
 * behind it, and is then parked with its reason so that they can go on.
 */
export async function processEndpoint(
  ctx: Ctx,
  { endpointId }: { endpointId: string },
  tools: VerifyTools = { fetchText },
): Promise<void> {
  for (;;) {
    if (ctx.endBy && ctx.now() >= ctx.endBy) return continueLater(ctx, endpointId, ctx.now());
    const claim = await claimCall(ctx, endpointId);
    if (claim.kind === "wait") return continueLater(ctx, endpointId, claim.until);
    if (claim.kind !== "call") return;
    if (claim.attempts > MAX_ATTEMPTS) {
      await park(ctx, claim.id, words("Processing it ended the worker several times."));
      continue;
    }
    try {
      await processCall(ctx, claim.id, tools);
    } catch (error) {
      await failed(ctx, claim, error);
    }
  }
}

async function continueLater(ctx: Ctx, endpointId: string, startAfter: Date): Promise<void> {
  await enqueue(ctx, processEndpointJob, { workspaceId: ctx.workspaceId, endpointId }, { startAfter });
}

async function failed(ctx: Ctx, { id, attempts }: { id: string; attempts: number }, error: unknown): Promise<void> {
  const text = textFor(error);
  ctx.log.warn("a provider's call could not be processed", { call: id, attempts, error });
  // What cannot be read today cannot be read tomorrow.
  if (error instanceof Unreadable || attempts >= MAX_ATTEMPTS) return park(ctx, id, text);
  const waitMs = BACK_OFF_MS[attempts - 1] ?? BACK_OFF_MS.at(-1)!;
  await ctx.db.providerCall.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    data: { leasedUntil: null, nextAttemptAt: new Date(ctx.now().getTime() + waitMs), reason: text },
  });
}

/** An error of our own database is for the log, not for the page. */
function textFor(error: unknown): string {
  const ours = !(error instanceof Error) || /^(Prisma|TypeError|RangeError)/.test(error.name);
  if (ours || sqlStateOf(error) !== null) {
    return words("Something went wrong on our side; it was logged.");
  }
  return storableText(error.message, 500);
}

async function park(ctx: Ctx, id: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const call = await tx.db.providerCall.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
      data: { status: "parked", reason, leasedUntil: null, nextAttemptAt: null },
      select: { endpoint: { select: { id: true, name: true } } },
    });
    const { id: endpointId, name } = call.endpoint;
    await notify(tx, {
      kind: "provider_call.parked",
      severity: "warning",
      title: () => t("A call of {name} could not be processed", { name }),
      body: () => `${t(maybeMsg(reason))} ${t("It waits on the page of the endpoint until somebody replays it.")}`,
      href: workspacePath("/settings/provider-webhooks/[providerEndpointId]", {
        providerEndpointId: publicId("phk", endpointId),
      }),
      dedupeKey: `provider_call.parked/${endpointId}/${tx.now().toISOString().slice(0, 10)}`,
    });
  });
}

const ProcessEndpoint = z.object({ workspaceId: z.string(), endpointId: z.uuid() });

/** Works through the calls of one endpoint; put in the queue with every call that is kept. */
export const processEndpointJob = defineJob(
  "provider-hooks.process",
  ProcessEndpoint,
  async (ctx, input) => processEndpoint(ctx, input),
  {
    concurrency: 4,
    expireInSeconds: 900,
  },
);
