import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { ProviderEndpoint } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { type Span, traced } from "@/lib/base/tracing";
import { providers } from "@/lib/inbound/providers/all-providers";
import type { CallRefusalReason, HookRequest, Refused, VerifyTools } from "@/lib/inbound/providers/provider";
import { readCall } from "@/lib/inbound/providers/read-call";
import { isProviderName, type ProviderName } from "@/lib/inbound/providers/schema";
import { words } from "@/lib/language/t";
import { countCall } from "./call-metrics";
import { dedupeKeyOf } from "./dedupe-key";
import { hashToken, openSecrets } from "./endpoint-secrets";
import { fetchText } from "./fetch-text";
import { processEndpointJob } from "./process-endpoint";
import { trimCalls } from "./trim-calls";

export interface IncomingCall extends Omit<HookRequest, "rawBody" | "now"> {
  provider: string;
  token: string;
  /** The body, read up to the limit; throws `too_large` beyond it. */
  readBody: (limit: number) => Promise<Uint8Array>;
}
export interface CallAnswer {
  status: number;
  message: string;
  headers?: Record<string, string>;
}

/**
 * What was wrongly signed or cut off on the way may come right with the next try, so no provider is told to stop (Postmark stops at 403,
 * Amazon at any of these); 503 asks Amazon to come again.
 */
const statuses: Readonly<Record<CallRefusalReason, number>> = {
  wrong_method: 405,
  not_configured: 503,
  missing_signature: 401,
  bad_signature: 401,
  bad_timestamp: 401,
  stale_timestamp: 401,
  missing_credentials: 401,
  bad_credentials: 401,
  bad_certificate: 403,
  certificate_unavailable: 503,
  wrong_topic: 403,
  unreadable: 400,
};

/**
 * Takes one call: verifies it, keeps it as it came together with the job that will process it, and only then says so. Every refusal of
 * a known address is kept with its reason, without a body.
 */
export function receiveCall(call: IncomingCall, tools: VerifyTools = { fetchText }): Promise<CallAnswer> {
  return traced("provider webhook", {}, async (span) => {
    const answer = await take(call, tools, span);
    span.set({ "http.response.status_code": answer.status });
    return answer;
  });
}

async function take(call: IncomingCall, tools: VerifyTools, span: Span): Promise<CallAnswer> {
  const endpoint = await findEndpoint(call.provider, call.token);
  if (!endpoint) return { status: 404, message: "There is no such address." };
  const name = endpoint.provider as ProviderName;
  const { workspaceId, id } = endpoint;
  span.set({ "homing.provider": name, "homing.workspace_id": workspaceId, "homing.provider_endpoint_id": id });
  const ctx = systemCtx(endpoint.workspaceId, `provider ${name}`);
  if (endpoint.disabledAt) {
    countCall(name, "turned_off");
    return { status: providers[name].turnedOffStatus, message: "This address is turned off." };
  }
  const rawBody = await bodyOrNull(call, providers[name].maxBodyBytes);
  if (!rawBody) {
    countCall(name, "too_large");
    await keepRefused(ctx, endpoint, call, { bytes: 0, detail: words("The body is over the limit.") });
    return { status: 413, message: "The body is over the limit." };
  }
  const request: HookRequest = { ...call, rawBody, now: ctx.now() };
  const read = await readCall(providers[name], request, openSecrets(endpoint.secretsSealed), tools);
  if (!read.ok) {
    countCall(name, "refused");
    return refused(ctx, endpoint, request, read);
  }
  const kept = await keepCall(ctx, endpoint, request, dedupeKeyOf(read.dedupeKey, rawBody));
  countCall(name, kept ? "taken" : "duplicate");
  await touchEndpoint(ctx, endpoint);
  return { status: 200, message: kept ? "Taken." : "This call is known." };
}

async function findEndpoint(provider: string, token: string): Promise<ProviderEndpoint | null> {
  if (!isProviderName(provider) || token.length > 100) return null;
  const endpoint = await prisma.providerEndpoint.findUnique({ where: { tokenHash: hashToken(token) } });
  return endpoint?.provider === provider ? endpoint : null;
}

/** Null when it is over the limit. */
async function bodyOrNull(call: IncomingCall, limit: number): Promise<Uint8Array | null> {
  try {
    return await call.readBody(limit);
  } catch (error) {
    if (error instanceof AppError && error.code === "too_large") return null;
    throw error;
  }
}

async function refused(ctx: Ctx, endpoint: ProviderEndpoint, request: HookRequest, why: Refused): Promise<CallAnswer> {
  await keepRefused(ctx, endpoint, request, { bytes: request.rawBody.byteLength, detail: why.detail });
  return { status: statuses[why.refused], message: why.detail, headers: answerHeaders(why.refused) };
}

/** What HTTP asks of these answers (RFC 9110 §§ 15.5.2, 15.5.6). */
function answerHeaders(reason: CallRefusalReason): Record<string, string> {
  if (reason === "missing_credentials" || reason === "bad_credentials") {
    return { "www-authenticate": 'Basic realm="Homing"' };
  }
  return reason === "wrong_method" ? { allow: "POST" } : {};
}

type Headers = Pick<HookRequest, "headers">;

async function keepRefused(
  ctx: Ctx,
  endpoint: ProviderEndpoint,
  { headers }: Headers,
  { bytes, detail }: { bytes: number; detail: string },
): Promise<void> {
  const row = { ...rowOf(ctx, endpoint, headers), status: "refused", reason: detail, bodyBytes: bytes } as const;
  await ctx.db.providerCall.create({ data: row });
  await trimCalls(ctx, endpoint.id, "refused");
  await touchEndpoint(ctx, endpoint);
}

/** Keeps the call and its job in one transaction. False when the very call was kept before; that is noted too. */
async function keepCall(
  ctx: Ctx,
  endpoint: ProviderEndpoint,
  request: HookRequest,
  dedupeKey: string,
): Promise<boolean> {
  const row = { ...rowOf(ctx, endpoint, request.headers), bodyBytes: request.rawBody.byteLength };
  const kept = await inTransaction(ctx, async (tx) => {
    const data = { ...row, status: "received", dedupeKey, body: Uint8Array.from(request.rawBody) } as const;
    const { count } = await tx.db.providerCall.createMany({ data, skipDuplicates: true });
    if (count === 0) return false;
    await enqueue(tx, processEndpointJob, { workspaceId: tx.workspaceId, endpointId: endpoint.id });
    return true;
  });
  if (kept) return true;
  await ctx.db.providerCall.create({
    data: { ...row, status: "duplicate", reason: words("The same call came before.") },
  });
  await trimCalls(ctx, endpoint.id, "duplicate");
  return false;
}

function rowOf(ctx: Ctx, endpoint: ProviderEndpoint, headers: HookRequest["headers"]) {
  const shared = { workspaceId: endpoint.workspaceId, id: newId(), endpointId: endpoint.id };
  return { ...shared, receivedAt: ctx.now(), headers: safeHeaders(headers) };
}

const SAFE_HEADER =
  /^(content-type|user-agent|svix-(id|timestamp)|webhook-(id|timestamp)|x-amz-sns-[a-z-]+|x-messagesystems-batch-id|x-twilio-email-event-webhook-timestamp)$/;

/** Without credentials, cookies and signatures. */
function safeHeaders(headers: HookRequest["headers"]): Record<string, string> {
  const safe = Object.entries(headers).filter(([name]) => SAFE_HEADER.test(name));
  return Object.fromEntries(safe.map(([name, value]) => [name, value.replaceAll("\0", "").slice(0, 500)]));
}

const TOUCH_MS = 10_000;

/** Some seconds are near enough: a busy endpoint must not queue up behind its own row. */
async function touchEndpoint(ctx: Ctx, { id, workspaceId, lastCallAt }: ProviderEndpoint): Promise<void> {
  if (lastCallAt && ctx.now().getTime() - lastCallAt.getTime() < TOUCH_MS) return;
  await ctx.db.providerEndpoint.updateMany({ where: { workspaceId, id }, data: { lastCallAt: ctx.now() } });
}
