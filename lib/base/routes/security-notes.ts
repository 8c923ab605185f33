import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import type { Ctx } from "@/lib/base/context";

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
