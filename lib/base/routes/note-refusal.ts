import { ZodError } from "zod";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { readSession, type SignedIn } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { knownAs } from "@/lib/base/db/known-as";
import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { networkOf } from "@/lib/base/security/network";
import { hitRateLimit, isFirstHit } from "@/lib/base/security/rate-limit";
import { onceHere } from "./once-here";

const log = createLog({ part: "http" });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Rows of one account in an hour: a loop over many routes must not fill the log either. */
const perAccount = { limit: 60, windowMs: hourMs };

interface Refused {
  request: Request;
  params: Record<string, string>;
  /** It came to another address or from another site. */
  foreign: boolean;
  /** What was sent could not be read, or no page of ours sends it. */
  malformed: boolean;
}

/**
 * Writes that a call was refused, when that may be somebody who tries to get around what protects us: what a role does not allow, what is
 * not there or not theirs, a change that another site sent, input that no page of ours sends, too many calls. For an account once a
 * minute a route, for a stranger once an hour a route and network. Fields that are not right and missing confirmations are mistakes.
 */
export async function noteRefusal(error: unknown, refused: Refused): Promise<void> {
  const kind = kindOf(error, refused);
  if (!kind) return;
  const { request, params, foreign } = refused;
  const route = `${request.method} ${pattern(request, params)}`;
  const origin: Record<string, string | null> = foreign
    ? { origin: request.headers.get("origin")?.slice(0, 200) ?? null }
    : {};
  await noteTry(request.headers, kind, { route, slug: params.slug, more: origin });
}

function kindOf(error: unknown, { foreign, malformed }: Refused): SecurityKind | null {
  if (error instanceof ZodError) return malformed || hasUnknownNames(error) ? "request.malformed" : null;
  if (!(error instanceof AppError)) return null;
  switch (error.code) {
    case "forbidden":
      return foreign ? "request.foreign" : "access.refused";
    case "not_found":
      return "access.not_found";
    case "unauthenticated":
      return "access.signed_out";
    case "rate_limited":
      return "request.throttled";
    case "too_large":
      return "request.malformed";
    default:
      return malformed ? "request.malformed" : null;
  }
}

/** Forms of ours send the values that there are. */
const hasUnknownNames = ({ issues }: ZodError) => issues.some(({ code }) => code === "unrecognized_keys");

interface Tried {
  route: string;
  slug?: string;
  more?: Record<string, string | null>;
  who?: SignedIn | null;
}

/** Writes one try; never throws, as whoever is refused is to be answered. */
export async function noteTry(headers: Headers, kind: SecurityKind, tried: Tried): Promise<void> {
  try {
    const who = tried.who === undefined ? await readSession(headers.get("cookie")) : tried.who;
    await (who ? writeOfAccount(headers, kind, tried, who) : writeOfStranger(headers, kind, tried));
  } catch (cause) {
    log.error("a refusal could not be written to the security log", { error: cause });
  }
}

async function writeOfAccount(headers: Headers, kind: SecurityKind, tried: Tried, { user }: SignedIn): Promise<void> {
  const { route, slug, more } = tried;
  const key = `refused:${user.id}:${kind}:${route} ${more?.needs ?? ""}`;
  if (!onceHere(key, minuteMs) || !(await isFirstHit(key, minuteMs))) return;
  const admitted = await hitRateLimit(`refused:${user.id}`, perAccount).then(
    () => true,
    () => false,
  );
  if (!admitted) return;
  const member = slug
    ? await prisma.member.findFirst({
        where: { userId: user.id, workspace: knownAs(slug) },
        select: { workspaceId: true, role: true },
      })
    : null;
  // Whether there is such a workspace is not for a stranger to it to read in their own log.
  const workspace: Record<string, string> =
    slug && !member && /^[a-z0-9-]{1,64}$/.test(slug) ? { workspace: slug } : {};
  await recordSecurityEvent(
    { db: prisma, now: () => new Date() },
    {
      kind,
      userId: user.id,
      email: user.email,
      workspaceId: member?.workspaceId,
      ip: clientIp(headers),
      userAgent: headers.get("user-agent"),
      detail: { route, ...(member && { role: member.role }), ...workspace, ...more },
    },
  );
}

/** What is not there is asked for by everybody's old links; whoever is signed in has no reason to. */
async function writeOfStranger(headers: Headers, kind: SecurityKind, { route, more }: Tried): Promise<void> {
  if (kind === "access.not_found") return;
  const ip = clientIp(headers);
  const key = `refused:${networkOf(ip).line}:${kind}:${route}`;
  if (!onceHere(key, hourMs) || !(await isFirstHit(key, hourMs))) return;
  const userAgent = headers.get("user-agent");
  const ctx = { db: prisma, now: () => new Date() };
  await recordAttempt(ctx, { kind, ip, userAgent, detail: { route, ...more } });
}

/** The path with the names of its parameters in place of their values; the query may hold what people typed and is left out. */
function pattern(request: Request, params: Record<string, string>): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [value, `[${name}]`]));
  const { pathname } = new URL(request.url, "http://localhost");
  const parts = pathname.split("/").map((part) => names.get(part) ?? part);
  return parts.join("/").replaceAll("\0", "").slice(0, 120);
}
