import type { Ctx } from "@/lib/base/context";
import type { ProviderCall, ProviderEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { open } from "@/lib/base/security/secret-box";
import { routePath } from "@/lib/client/paths";
import { callHeaders } from "@/lib/feedback/parse/stored-evidence";
import type { ProviderName } from "@/lib/inbound/providers/schema";
import { maybeMsg, t } from "@/lib/language/t";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";
import { openSecrets } from "./endpoint-secrets";
import { type CallDetails, type CallStatus, type CallView, callStatuses, type EndpointView } from "./schema";
import { callResult, endpointMirror } from "./stored-call";

/** Unique key of a row of this workspace. */
export function endpointKey(ctx: Ctx, id: string) {
  return { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
}

/** The endpoint of this workspace, or not found. */
export async function getEndpoint(ctx: Ctx, id: string): Promise<ProviderEndpoint> {
  const endpoint = await ctx.db.providerEndpoint.findUnique({ where: endpointKey(ctx, id) });
  if (!endpoint) throw notFound("provider webhook");
  return endpoint;
}

/** The call of this workspace, or not found. */
export async function getCall(ctx: Ctx, id: string): Promise<ProviderCall & { endpoint: ProviderEndpoint }> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  const call = await ctx.db.providerCall.findUnique({ where, include: { endpoint: true } });
  if (!call) throw notFound("provider call");
  return call;
}

const DAY_MS = 86_400_000;

/** The endpoints of the workspace, oldest first, with their addresses and what came to them. For admins: the addresses are secrets. */
export async function findEndpoints(ctx: Ctx): Promise<EndpointView[]> {
  const where = { workspaceId: ctx.workspaceId };
  const since = new Date(ctx.now().getTime() - DAY_MS);
  const [endpoints, day, parked] = await Promise.all([
    ctx.db.providerEndpoint.findMany({ where, orderBy: { createdAt: "asc" } }),
    ctx.db.providerCall.groupBy({
      by: ["endpointId", "status"],
      where: { ...where, receivedAt: { gte: since } },
      _count: true,
    }),
    ctx.db.providerCall.groupBy({ by: ["endpointId"], where: { ...where, status: "parked" }, _count: true }),
  ]);
  return endpoints.map((endpoint) => {
    const ofDay = day.filter((each) => each.endpointId === endpoint.id);
    const counts = callStatuses.map((status) => [status, ofDay.find((each) => each.status === status)?._count ?? 0]);
    return {
      ...presentEndpoint(endpoint),
      lastDay: Object.fromEntries(counts) as Record<CallStatus, number>,
      parkedCount: parked.find((each) => each.endpointId === endpoint.id)?._count ?? 0,
    };
  });
}

/** One of them, or not found. */
export async function findEndpoint(ctx: Ctx, id: string): Promise<EndpointView> {
  await getEndpoint(ctx, id);
  const all = await findEndpoints(ctx);
  return all.find((endpoint) => endpoint.id === publicId("phk", id))!;
}

function presentEndpoint(endpoint: ProviderEndpoint): Omit<EndpointView, "lastDay" | "parkedCount"> {
  const { username, password, topicArns, signingSecret, verificationKey } = openSecrets(endpoint.secretsSealed);
  const provider = endpoint.provider as ProviderName;
  const token = open(endpoint.tokenSealed);
  return {
    id: publicId("phk", endpoint.id),
    provider,
    name: endpoint.name,
    url: env.APP_URL + routePath("/api/hooks/[provider]/[token]", { provider, token }),
    enabled: endpoint.disabledAt === null,
    credentials: username && password ? { username, password } : null,
    topicArns: [...(topicArns ?? [])],
    hasSecret: Boolean(signingSecret ?? verificationKey),
    confirmedAt: endpoint.confirmedAt?.toISOString() ?? null,
    lastCallAt: endpoint.lastCallAt?.toISOString() ?? null,
    mirrors: endpoint.apiKeySealed !== null,
    mirroredAt: endpoint.mirroredAt?.toISOString() ?? null,
    mirrorResult: endpointMirror.readOrNull(endpoint.mirrorResult),
  };
}

/** The newest calls of an endpoint, 50 at most. */
export async function findCalls(ctx: Ctx, endpointId: string): Promise<CallView[]> {
  await getEndpoint(ctx, endpointId);
  const calls = await ctx.db.providerCall.findMany({
    where: { workspaceId: ctx.workspaceId, endpointId },
    orderBy: { id: "desc" },
    omit: { body: true, result: true, headers: true },
    take: 50,
  });
  return calls.map(presentCall);
}

type CallRow = Omit<ProviderCall, "body" | "result" | "headers">;

function presentCall(call: CallRow): CallView {
  return {
    id: publicId("pcl", call.id),
    receivedAt: call.receivedAt.toISOString(),
    status: call.status,
    reason: call.reason && t(maybeMsg(call.reason)),
    bodyBytes: call.bodyBytes,
    eventCount: call.eventCount,
    matchedCount: call.matchedCount,
    attempts: call.attempts,
    nextAttemptAt: call.nextAttemptAt?.toISOString() ?? null,
  };
}

/** One call with its body as it came and what each event in it became. */
export async function findCall(ctx: Ctx, id: string): Promise<CallDetails> {
  requirePermission(ctx, "raw-mail.read");
  const call = await getCall(ctx, id);
  return {
    ...presentCall(call),
    headers: callHeaders.read(call.headers),
    body: call.body && maskTokens(Buffer.from(call.body).toString("utf8")).slice(0, 100_000),
    items: (callResult.readOrNull(call.result) ?? []).map((item) => ({
      ...item,
      note: item.note && t(maybeMsg(item.note)),
    })),
    canReplay: call.body !== null && call.status !== "received",
  };
}
