import type { Ctx } from "@/lib/base/context";
import { type AuditEntry, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type WorkspacePath, workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/** What an entry is about: as it is called now, or was called then; with its page where it still exists. */
export interface AuditSubject {
  name: string;
  href: WorkspacePath | null;
}

interface Kind {
  table: string;
  /** What people call a row by, in SQL. */
  column: string;
  page?: (id: string) => WorkspacePath;
}

const kinds: Readonly<Record<string, Kind>> = ownTable({
  campaign: {
    table: "campaign",
    column: "name",
    page: (id) => workspacePath("/campaigns/[campaignId]", { campaignId: publicId("cmp", id) }),
  },
  template: {
    table: "template",
    column: "name",
    page: (id) => workspacePath("/templates/[templateId]", { templateId: publicId("tpl", id) }),
  },
  contact: {
    table: "contact",
    column: "email",
    page: (id) => workspacePath("/contacts/[contactId]", { contactId: publicId("ctc", id) }),
  },
  list: {
    table: "list",
    column: "name",
    page: (id) => workspacePath("/lists/[listId]", { listId: publicId("lst", id) }),
  },
  segment: {
    table: "segment",
    column: "name",
    page: (id) => workspacePath("/contacts/segments/[segmentId]", { segmentId: publicId("seg", id) }),
  },
  reply: {
    table: "reply",
    column: "subject",
    page: (id) => workspacePath("/replies/[replyId]", { replyId: publicId("rpl", id) }),
  },
  import: {
    table: "import_job",
    column: "file_name",
    page: (id) => workspacePath("/contacts/import/[importId]", { importId: publicId("imp", id) }),
  },
  webhook: {
    table: "webhook_endpoint",
    column: "coalesce(nullif(name, ''), url)",
    page: (id) => workspacePath("/settings/webhooks/[webhookId]", { webhookId: publicId("whk", id) }),
  },
  email: { table: "email", column: "subject" },
  tag: { table: "tag", column: "name" },
  field: { table: "contact_field", column: "label" },
  sender: { table: "sender", column: "email", page: () => workspacePath("/settings/sending") },
  domain: { table: "sending_domain", column: "name", page: () => workspacePath("/settings/sending") },
  transport: { table: "transport", column: "name", page: () => workspacePath("/settings/sending") },
  api_key: { table: "api_key", column: "name", page: () => workspacePath("/settings/api-keys") },
  view: { table: "saved_view", column: "name" },
  goal: { table: "goal", column: "name", page: () => workspacePath("/settings/goals") },
});

type Entry = Pick<AuditEntry, "subjectType" | "subjectId" | "before" | "after">;

/** What each entry is about, in their order; null where nothing names it. One question a kind of thing. */
export async function auditSubjectsOf(ctx: Ctx, entries: readonly Entry[]): Promise<(AuditSubject | null)[]> {
  const names = new Map<string, string>();
  for (const [type, kind] of Object.entries(kinds)) {
    const ids = entries.flatMap(({ subjectType, subjectId }) => (subjectType === type && subjectId ? [subjectId] : []));
    if (ids.length > 0) for (const { id, name } of await namesIn(ctx, kind, ids)) names.set(`${type} ${id}`, name);
  }
  return entries.map((entry) => {
    const { subjectType, subjectId } = entry;
    const now = names.get(`${subjectType} ${subjectId}`);
    if (now !== undefined && subjectId)
      return { name: now || t("(no name)"), href: kinds[subjectType]?.page?.(subjectId) ?? null };
    const then = nameIn(entry.after) ?? nameIn(entry.before);
    return then === null ? null : { name: then, href: null };
  });
}

/** Table and column are those of `kinds`. */
function namesIn(ctx: Ctx, { table, column }: Kind, ids: string[]): Promise<{ id: string; name: string }[]> {
  return ctx.db.$queryRaw(Prisma.sql`
    select id, ${Prisma.raw(column)} as name from ${Prisma.raw(table)}
     where workspace_id = ${ctx.workspaceId}::uuid and id = any(${ids}::uuid[])`);
}

function nameIn(side: unknown): string | null {
  if (typeof side !== "object" || side === null) return null;
  const values = side as Record<string, unknown>;
  const found = [values.name, values.email, values.fileName].find((value) => typeof value === "string" && value !== "");
  return (found as string | undefined) ?? null;
}
