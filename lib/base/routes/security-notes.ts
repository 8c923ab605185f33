import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { readSession } from "@/lib/base/auth/session";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { hitRateLimit, isFirstHit } from "@/lib/base/security/rate-limit";

const log = createLog({ part: "http" });

const minuteMs = 60_000;
/** Rows of one account in an hour: a loop over many routes must not fill the log either. */
const perAccount = { limit: 60, windowMs: 60 * minuteMs };

interface Refused {
  request: Request;
  params: Record<string, string>;
  /** It came to another address or from another site. */
  foreign: boolean;
}

/**
 * Writes that somebody who is signed in was refused: their role does not allow it, or another site made their browser send it.
 * Once a minute for an account and route. Strangers are not written down: they could fill the log.
 */
export async function noteRefusal(error: unknown, refused: Refused): Promise<void> {
  if (!(error instanceof AppError) || error.code !== "forbidden") return;
  try {
    await writeRefusal(refused);
  } catch (cause) {
    log.error("a refusal could not be written to the security log", { error: cause });
  }
}

async function writeRefusal({ request, params, foreign }: Refused): Promise<void> {
  const who = await readSession(request.headers.get("cookie"));
  if (!who) return;
  const { user } = who;
  const kind: SecurityKind = foreign ? "request.foreign" : "access.refused";
  const route = `${request.method} ${pattern(request, params)}`;
  if (!(await isFirstHit(`refused:${user.id}:${kind}:${route}`, minuteMs))) return;
  const admitted = await hitRateLimit(`refused:${user.id}`, perAccount).then(
    () => true,
    () => false,
  );
  if (!admitted) return;
  const member = params.slug
    ? await prisma.member.findFirst({
        where: { userId: user.id, workspace: { slug: params.slug } },
        select: { workspaceId: true, role: true },
      })
    : null;
  const origin = request.headers.get("origin")?.slice(0, 200) ?? null;
  await recordSecurityEvent(
    { db: prisma, now: () => new Date() },
    {
      kind,
      userId: user.id,
      email: user.email,
      workspaceId: member?.workspaceId,
      ip: clientIp(request.headers),
      userAgent: request.headers.get("user-agent"),
      detail: { route, ...(member && { role: member.role }), ...(foreign && { origin }) },
    },
  );
}

/** The path with the names of its parameters in place of their values; the query may hold what people typed and is left out. */
function pattern(request: Request, params: Record<string, string>): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [value, `[${name}]`]));
  const { pathname } = new URL(request.url, "http://localhost");
  const parts = pathname.split("/").map((part) => names.get(part) ?? part);
  return parts.join("/").replaceAll("\0", "").slice(0, 120);
}

interface Done {
  input: { params: Record<string, string>; body: unknown; request: Request };
  email: string;
}

/** Writes that a delicate call went well: by whom, on what, and the names of what was changed; never a value. */
export async function noteDone(ctx: Ctx, kind: SecurityKind, { input, email }: Done): Promise<void> {
  const { slug: _slug, ...ids } = input.params;
  const changed = fieldNames(input.body);
  await recordSecurityEvent(ctx, {
    kind,
    userId: ctx.actor.type === "member" ? ctx.actor.userId : undefined,
    email,
    workspaceId: ctx.workspaceId,
    ip: ctx.ip,
    userAgent: input.request.headers.get("user-agent"),
    detail: { ...ids, ...(changed && { given: changed }) },
  });
}

const maxNames = 20;

function fieldNames(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  return Object.keys(body)
    .filter((name) => /^[a-z][a-z0-9]{0,39}$/i.test(name))
    .slice(0, maxNames)
    .join(", ");
}
