import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { ProviderEndpoint } from "@/lib/base/db/generated/client";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { providers } from "@/lib/inbound/providers/all-providers";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import {
  type ListedAddress,
  type SuppressionList,
  SuppressionListError,
} from "@/lib/inbound/providers/suppression-list";
import { storableText } from "@/lib/mail/read/storable-text";
import { inForceWhere } from "@/lib/people/addresses/in-force";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { openListAccess } from "./endpoint-secrets";
import { endpointKey, getEndpoint } from "./queries";
import { endpointMirror, type Mirrored } from "./stored-call";

/** What one run moves at most in each direction; the next one goes on. Some APIs take one address a second. */
const MAX_PULLED = 500_000;
const MAX_PUSHED = 2_000;
/** The clocks of two companies. */
const OVERLAP_MS = 3_600_000;
/**
 * What holds for every mail to the address. Providers' lists mostly stop transactional mail too, so an unsubscribe stays here, as does
 * what providers reported and what runs out.
 */
const pushedReasons = ["hard_bounce", "complaint", "manual", "import"] as const;

/**
 * Makes our suppressions and those of a provider's account hold on both sides: what was lifted here is taken off there, what is on theirs
 * comes here with the reason `provider`, and what was added here goes there. What goes wrong is kept with the endpoint, in words.
 */
export async function mirrorSuppressions(
  ctx: Ctx,
  { endpointId }: { endpointId: string },
  open = (provider: ProviderName, access: ListAccess) => providers[provider].openSuppressions(access),
): Promise<Mirrored | null> {
  const endpoint = await getEndpoint(ctx, endpointId);
  if (!endpoint.apiKeySealed || endpoint.disabledAt) return null;
  const startedAt = ctx.now();
  const before = endpointMirror.readOrNull(endpoint.mirrorResult);
  const result: Mirrored = {
    listed: 0,
    added: 0,
    pushed: 0,
    lifted: 0,
    error: null,
    pushedUpTo: before?.pushedUpTo ?? null,
  };
  try {
    const list = await open(endpoint.provider as ProviderName, openListAccess(endpoint.apiKeySealed));
    result.lifted = await pushLifted(ctx, endpoint, list);
    await pull(ctx, endpoint, list, result);
    await push(ctx, list, result);
  } catch (error) {
    ctx.log.warn("a provider's suppression list could not be compared", { endpointId, error });
    result.error = error instanceof Error ? storableText(error.message, 300) : "It did not work.";
    if (!(error instanceof SuppressionListError))
      result.error = `${aboutProviders[endpoint.provider as ProviderName].label}: ${result.error}`;
  }
  const told = { source: "provider", added: result.added };
  if (result.added > 0) await handOutFacts(ctx, [{ type: "suppressions.changed", occurredAt: ctx.now(), data: told }]);
  await ctx.db.providerEndpoint.update({
    where: endpointKey(ctx, endpointId),
    data: {
      mirrorResult: endpointMirror.write(result),
      // Kept where it was after an error, so that the next run asks for the same time again.
      ...(result.error === null && { mirroredAt: startedAt }),
    },
  });
  return result;
}

/** What somebody lifted here since the last time is taken off their list, or it would come back from there. */
async function pushLifted(ctx: Ctx, { mirroredAt }: ProviderEndpoint, list: SuppressionList): Promise<number> {
  if (!mirroredAt) return 0;
  const { workspaceId } = ctx;
  const lifted = await ctx.db.suppressionHistory.findMany({
    where: { workspaceId, ending: { in: ["lifted", "recipient"] }, endedAt: { gte: mirroredAt } },
    select: { emailNormalized: true },
    distinct: ["emailNormalized"],
    take: MAX_PUSHED,
  });
  const emails = lifted.map(({ emailNormalized }) => emailNormalized);
  const again = await ctx.db.suppression.findMany({
    where: { workspaceId, emailNormalized: { in: emails }, ...inForceWhere(ctx.now()) },
    select: { emailNormalized: true },
  });
  const suppressed = new Set(again.map(({ emailNormalized }) => emailNormalized));
  const free = emails.filter((email) => !suppressed.has(email));
  for (const email of free) await list.remove(email);
  return free.length;
}

async function pull(ctx: Ctx, endpoint: ProviderEndpoint, list: SuppressionList, result: Mirrored): Promise<void> {
  const since = endpoint.mirroredAt && new Date(endpoint.mirroredAt.getTime() - OVERLAP_MS);
  const label = aboutProviders[endpoint.provider as ProviderName].label;
  for await (const page of list.list(since)) {
    result.listed += page.length;
    const rows = page.flatMap((each) => suppressionOf(each, label));
    for (let from = 0; from < rows.length; from += 1000) {
      result.added += await suppressMany(ctx, rows.slice(from, from + 1000), { silent: true });
    }
    if (result.listed >= MAX_PULLED) return;
  }
}

function suppressionOf({ email, reason }: ListedAddress, label: string) {
  const address = parseEmailAddress(email);
  if (!isEmailAddress(address)) return [];
  const note = storableText(reason ? `On the list of ${label}: ${reason}` : `On the list of ${label}`, 200);
  return [{ emailNormalized: address.normalized, reason: "provider" as const, note }];
}

/** Ids rise with time, so what is new is what has a greater id than the last one that was pushed. */
async function push(ctx: Ctx, list: SuppressionList, result: Mirrored): Promise<void> {
  const news = await ctx.db.suppression.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      reason: { in: [...pushedReasons] },
      ...(result.pushedUpTo && { id: { gt: result.pushedUpTo } }),
    },
    select: { id: true, emailNormalized: true },
    orderBy: { id: "asc" },
    take: MAX_PUSHED,
  });
  for (let from = 0; from < news.length; from += list.addSize) {
    const batch = news.slice(from, from + list.addSize);
    await list.add(batch.map(({ emailNormalized }) => emailNormalized));
    result.pushed += batch.length;
    result.pushedUpTo = batch.at(-1)?.id ?? result.pushedUpTo;
  }
}
