import type { Ctx } from "@/lib/base/context";
import { env } from "@/lib/base/env";
import { requirePermission } from "@/lib/base/permissions.shared";
import { greetingOf } from "@/lib/inbound/mail/greeting-of";
import type { ListenerView } from "@/lib/inbound/mail/settings-schema";
import { installationHosts } from "@/lib/sending/domains/installation-hosts";

const DAY_MS = 86_400_000;

/** Where the listener takes mail, whether it answers, what the world has to know about it, and what came in. */
export async function readListenerState(ctx: Ctx): Promise<ListenerView> {
  requirePermission(ctx, "inbound.manage");
  const { workspaceId } = ctx;
  const since = new Date(ctx.now().getTime() - DAY_MS);
  const [state, domains, last, day] = await Promise.all([
    greetingOf(env.INBOUND_SMTP_HOST, env.INBOUND_SMTP_PORT),
    ctx.db.sendingDomain.findMany({
      where: { workspaceId },
      orderBy: { name: "asc" },
      select: {
        returnPathHost: true,
        status: true,
        dnsChecks: { where: { purpose: "return_path" }, select: { status: true } },
      },
    }),
    ctx.db.inboundMessage.findFirst({
      where: { workspaceId, route: "smtp" },
      orderBy: { receivedAt: "desc" },
      select: { receivedAt: true },
    }),
    ctx.db.inboundMessage.groupBy({
      by: ["route"],
      where: { workspaceId, receivedAt: { gte: since } },
      _count: true,
    }),
  ]);
  const { inbound } = installationHosts();
  const countOf = (route: string) => day.find((each) => each.route === route)?._count ?? 0;
  return {
    address: `${env.INBOUND_SMTP_HOST}:${env.INBOUND_SMTP_PORT}`,
    state: state.startsWith("220") ? "answers" : "silent",
    mxTarget: inbound,
    hosts: domains.map(({ returnPathHost: name, status, dnsChecks }) => ({
      name,
      record: status === "local" || inbound === null ? null : `${name}. MX 10 ${inbound}.`,
      status:
        status === "local" ? "local" : !dnsChecks[0] ? "unchecked" : dnsChecks[0].status === "ok" ? "ok" : "missing",
    })),
    lastMailAt: last?.receivedAt.toISOString() ?? null,
    lastDay: { smtp: countOf("smtp"), imap: countOf("imap"), http: countOf("http") },
  };
}
