import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import type { Workspace } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { suspendedText } from "@/lib/base/standing/suspension.shared";
import { countContactsUpTo } from "@/lib/people/contacts/contact-room";
import { monthUse } from "./month-use";
import type { LimitUse, OwnStanding } from "./own-standing.shared";

/** Pages show a use that is this old at most, in milliseconds: counting contacts up to a limit takes a while. */
const FRESH_MS = 30_000;
const recent = new BoundedCache<Promise<LimitUse[]>>({ max: 1000 });

type Limited = Pick<Workspace, "suspendedAt" | "suspendedReason" | "maxMailsPerMonth" | "maxContacts" | "maxSenders">;

/** What operators have decided about the workspace, for its own people. Where they have set no limit it costs no query. */
export async function readOwnStanding(ctx: Ctx, workspace: Limited): Promise<OwnStanding> {
  requirePermission(ctx, "workspace.read");
  const suspended = workspace.suspendedAt ? suspendedText(workspace.suspendedReason ?? "") : null;
  const { maxMailsPerMonth, maxContacts, maxSenders } = workspace;
  if (maxMailsPerMonth === null && maxContacts === null && maxSenders === null) return { suspended, limits: [] };
  const key = `${ctx.workspaceId} ${maxMailsPerMonth} ${maxContacts} ${maxSenders}`;
  return { suspended, limits: await remember(recent, key, () => readUse(ctx, workspace), FRESH_MS) };
}

async function readUse(ctx: Ctx, { maxMailsPerMonth, maxContacts, maxSenders }: Limited): Promise<LimitUse[]> {
  const { workspaceId } = ctx;
  const limits = [
    { name: "mails" as const, limit: maxMailsPerMonth, use: () => monthUse(ctx) },
    { name: "contacts" as const, limit: maxContacts, use: () => countContactsUpTo(ctx, maxContacts ?? 0) },
    { name: "senders" as const, limit: maxSenders, use: () => ctx.db.sender.count({ where: { workspaceId } }) },
  ];
  const uses = limits.map(async ({ name, limit, use }) => (limit === null ? [] : [{ name, limit, used: await use() }]));
  return (await Promise.all(uses)).flat();
}
