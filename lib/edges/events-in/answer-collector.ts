import { inPublicLane } from "@/lib/base/db/lanes";
import { AppError } from "@/lib/base/errors";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { toAppError } from "@/lib/base/http/error-response";
import { unstorable } from "@/lib/base/http/storable-json";
import type { WebRequest } from "@/lib/base/http/web-request";
import { answering } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";
import { takeTurn } from "@/lib/edges/api-keys/key-quota";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { noteRefusals, type RefusedMessage } from "@/lib/events/custom/event-refusals";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import { words } from "@/lib/language/t";
import { type CollectorCall, collectorCall } from "./collector-paths";
import { type Dialect, isJson, type Json, MAX_MESSAGES, MAX_SHARED_BYTES, type ToldCall } from "./dialect";
import { eventProblem, messageProblem } from "./event-problem";
import { noFlags, posthogDialect } from "./posthog-dialect";
import { readPackedJson } from "./read-packed-body";
import { segmentDialect } from "./segment-dialect";
import { takeEvents } from "./take-events";
import { keyInHeader, openWriteKey } from "./write-key";

const log = createLog({ part: "collector" });
/** A library sends a batch when it is full, or every few seconds; one that tells each event by itself needs a thousand a second. */
const CALLS_PER_MINUTE = 60_000;
const dialects = { segment: segmentDialect, posthog: posthogDialect } as const;

/** Of pages anywhere: a write key reads nothing, and no cookie counts here. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "*, authorization, content-type",
  "access-control-max-age": "86400",
};

/** Answers one call of a library of Segment's, RudderStack's or PostHog's; events are durable when it says so. Never throws. */
export async function answerCollector(request: WebRequest): Promise<Response> {
  const found = collectorCall(new URL(request.url, "http://localhost").pathname);
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  const dialect = dialects[found?.dialect ?? "segment"];
  try {
    if (!found) throw new AppError("not_found", "Nothing takes events at this address.");
    if (found.call === "flags" || found.call === "decide") return answer(200, noFlags);
    if (request.method !== "POST")
      return answer(405, dialect.refused("method_not_allowed", "Send events by POST."), { allow: "POST, OPTIONS" });
    return await answering(() => inPublicLane(() => take(request, found, dialect)));
  } catch (error) {
    return refusal(error, dialect);
  }
}

const answer = (status: number, body: Json, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { "cache-control": "no-store", ...cors, ...headers } });

async function take(request: WebRequest, { call }: CollectorCall, dialect: Dialect): Promise<Response> {
  const { headers } = request;
  const given = keyInHeader(headers);
  const early = given === null ? null : await openWriteKey(given, headers);
  const body = await readBody(request, dialect, early);
  const ctx = early ?? (await openWriteKey(dialect.keyIn(body), headers));
  await requireTurn(ctx);
  const facts: ToldCall = { call, body, receivedAt: ctx.now() };
  const { events, refused } = readMessages(ctx, dialect, facts);
  noteRefusals(ctx.workspaceId, refused);
  if (!(await takeEvents(ctx, events)))
    throw new AppError("unavailable", "The events could not be stored. Send them again.", undefined, 2);
  return answer(200, dialect.taken(facts));
}

/** Who debugs a program sees there as well what could not be read. */
async function readBody(request: WebRequest, { maxBytes, source }: Dialect, ctx: KeyCtx | null): Promise<Json> {
  const path = new URL(request.url, "http://localhost").pathname;
  try {
    return await readPackedJson(request, Math.min(maxBytes, bodyCeiling(path)));
  } catch (error) {
    if (ctx) noteRefusals(ctx.workspaceId, [{ source, reason: toAppError(error).message, message: "" }]);
    throw error;
  }
}

async function requireTurn(ctx: KeyCtx): Promise<void> {
  const { admitted, seconds } = await takeTurn(`in:${ctx.actor.keyId}`, Date.now(), CALLS_PER_MINUTE);
  if (!admitted)
    throw new AppError(
      "rate_limited",
      `This key has made its ${CALLS_PER_MINUTE} calls of this minute.`,
      undefined,
      seconds,
    );
}

/** Whatever cannot be taken is left out with its reason: one wrong message must not cost the others. */
function readMessages(ctx: KeyCtx, dialect: Dialect, facts: ToldCall) {
  const { source } = dialect;
  const messages = dialect.messagesOf(facts);
  const refuse = (text: string) => {
    noteRefusals(ctx.workspaceId, [{ source, reason: text, message: `${messages.length} messages` }]);
    return new AppError("too_large", text);
  };
  if (messages.length > MAX_MESSAGES) throw refuse(`A batch has at most ${MAX_MESSAGES} messages.`);
  const shared = dialect.sharedOf(facts);
  const problem = unstorable(shared);
  const sharedBytes = problem ? 0 : Buffer.byteLength(JSON.stringify(shared));
  if (sharedBytes * messages.length > MAX_SHARED_BYTES)
    throw refuse(words("What this batch says for all of its messages is too long for so many of them."));
  const events: NewCustomEvent[] = [];
  const refused: RefusedMessage[] = [];
  for (const message of messages) {
    const event = problem ?? readMessage(dialect, message, { facts, sharedBytes });
    if (typeof event === "string") refused.push({ source, reason: event, message });
    else events.push(event);
  }
  return { events, refused };
}

function readMessage(
  dialect: Dialect,
  message: unknown,
  { facts, sharedBytes }: { facts: ToldCall; sharedBytes: number },
): NewCustomEvent | string {
  if (!isJson(message)) return words("The message is no object.");
  const problem = messageProblem(message, sharedBytes);
  if (problem) return problem;
  const event = dialect.eventOf(message, facts);
  return typeof event === "string" ? event : (eventProblem(event) ?? event);
}

/** Libraries try again after 429 and 5xx, and throw a batch away after any other: only what can never be taken gets one. */
function refusal(error: unknown, dialect: Dialect): Response {
  const known = toAppError(error);
  const { code, message, retrySeconds } = known;
  if (code === "internal") log.error("a call of a library failed", { error });
  const status = statusOf[code] ?? 503;
  const after: Record<string, string> =
    retrySeconds === undefined
      ? {}
      : { "retry-after": String(retrySeconds), "x-ratelimit-reset": String(retrySeconds) };
  return answer(status, dialect.refused(code, message), after);
}

const statusOf: Partial<Record<AppError["code"], number>> = {
  ...{ invalid: 400, too_large: 400, unauthenticated: 401, forbidden: 403, not_found: 404, rate_limited: 429 },
};
