import { providerNamed } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import { type Message, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { BOUNCE_KINDS } from "@/lib/events/ledger/message-facts";
import { PLACE_WHERE, placeOf } from "@/lib/events/ledger/place";
import { storedProviders } from "@/lib/sending/pacing/provider-of";
import type { RecipientFilters, RecipientOutcome } from "./schema";
import type { RecipientRow } from "./views";

type Where = Prisma.MessageWhereInput;

/** What is asked for. */
type Asked = RecipientFilters & {
  /** In place of `after`, and not with a provider: those just before this message. A UUID. */
  before?: string | undefined;
  /** Only this recipient, by the normalised address. */
  email?: string | undefined;
};

/** The people behind each number. Same rules as the ledger and the roll-ups. */
const WHERE: Record<RecipientOutcome, Where> = {
  ...PLACE_WHERE,
  all: {},
  opened: { firstOpenedAt: { not: null } },
  // Who clicked has read it, whatever became of the pictures.
  not_opened: { ...PLACE_WHERE.delivered, firstOpenedAt: null, firstClickedAt: null },
  proxy_opened: { firstProxyOpenedAt: { not: null } },
  bot_opened: { firstBotOpenedAt: { not: null } },
  clicked: { firstClickedAt: { not: null } },
  bot_clicked: { firstBotClickedAt: { not: null } },
  unsubscribed: { unsubscribedAt: { not: null } },
  complained: { complainedAt: { not: null } },
  bounced_hard: bounced("bounced_hard"),
  bounced_soft: bounced("bounced_soft"),
  bounced_block: bounced("bounced_block"),
  deferred: { OR: [{ status: "deferred" }, { attemptCount: { gt: 1 } }] },
};

function bounced(outcome: keyof typeof BOUNCE_KINDS): Where {
  return { bouncedAt: { not: null }, bounceKind: { in: [...BOUNCE_KINDS[outcome]] } };
}

/** Which moment of a message a list is about. */
const MOMENT: Partial<Record<RecipientOutcome, (message: Message) => Date | null>> = {
  opened: (message) => message.firstOpenedAt,
  proxy_opened: (message) => message.firstProxyOpenedAt,
  bot_opened: (message) => message.firstBotOpenedAt,
  clicked: (message) => message.firstClickedAt,
  bot_clicked: (message) => message.firstBotClickedAt,
  unsubscribed: (message) => message.unsubscribedAt,
  complained: (message) => message.complainedAt,
};

/** Rows that are looked at at once, and slices of them for one page, where only a look at each row's domain says who received it. */
const SLICE = 500;
const MAX_SLICES = 40;
/** No further slice is begun after this time: where events say which rows count, each one reads all events of the campaign. */
const LOOK_MS = 1_000;

interface Page {
  messages: Message[];
  /** Where the next page begins; null after the last. */
  after: string | null;
}

/**
 * A page of recipients in the order of the ledger; `next` is the cursor of the following page. With a mailbox provider that receives
 * few of them, a page may be short, or empty, and have a next one.
 */
export async function findRecipients(
  ctx: Ctx,
  campaignId: string,
  filters: Asked,
  take = 50,
): Promise<{ rows: RecipientRow[]; next: string | null }> {
  requirePermission(ctx, "reports.read");
  const provider = filters.provider ? providerNamed(filters.provider) : null;
  const { messages, after } = provider
    ? await readAtProvider(ctx, campaignId, { ...filters, provider: undefined }, { id: provider.id, take })
    : await readPage(ctx, campaignId, filters, take);
  return {
    rows: messages.map((message) => presentRecipient(message, filters.outcome)),
    next: after && publicId("msg", after),
  };
}

/**
 * A provider receives for domains of its customers too, and which these are no message says: so rows are looked at until a page is full.
 * Of those that are not shown only the domain is read.
 */
async function readAtProvider(
  ctx: Ctx,
  campaignId: string,
  filters: Asked,
  { id, take }: { id: string; take: number },
): Promise<Page> {
  const began = performance.now();
  const found: string[] = [];
  let after: string | null = filters.after ?? null;
  for (let slices = 0; slices < MAX_SLICES && found.length <= take; slices++) {
    if (slices > 0 && performance.now() - began > LOOK_MS) break;
    const where = await whereOf(ctx, campaignId, { ...filters, after: after ?? undefined }, SLICE);
    const select = { id: true, emailDomain: true };
    const rows = await ctx.db.message.findMany({ where, select, orderBy: { id: "asc" }, take: SLICE });
    const providerOf = await storedProviders(rows.map(({ emailDomain }) => emailDomain));
    found.push(...rows.filter(({ emailDomain }) => providerOf(emailDomain) === id).map((row) => row.id));
    after = rows.length < SLICE ? null : rows.at(-1)!.id;
    if (after === null) break;
  }
  const shown = found.slice(0, take);
  const where = { workspaceId: ctx.workspaceId, id: { in: shown } };
  const messages = await ctx.db.message.findMany({ where, orderBy: { id: "asc" } });
  return { messages, after: found.length > take ? shown.at(-1)! : after };
}

async function readPage(ctx: Ctx, campaignId: string, filters: Asked, take: number): Promise<Page> {
  const where = await whereOf(ctx, campaignId, filters, take + 1);
  const way = filters.before ? "desc" : "asc";
  const messages = await ctx.db.message.findMany({ where, orderBy: { id: way }, take: take + 1 });
  const page = messages.slice(0, take);
  if (filters.before) page.reverse();
  return { messages: page, after: messages.length > take ? (page.at(-1)?.id ?? null) : null };
}

/** The condition on the first `take` messages that the filters ask for, in the order of their ids. */
async function whereOf(ctx: Ctx, campaignId: string, filters: Asked, take: number): Promise<Where> {
  const among = filters.link
    ? await linkClickers(ctx, filters.link, filters.after, take)
    : await reportedByEvents(ctx, campaignId, filters, take);
  return {
    AND: [
      { workspaceId: ctx.workspaceId, campaignId },
      WHERE[filters.outcome],
      filters.reason ? { skipReason: filters.reason } : {},
      filters.category && !among ? { bounceCategory: filters.category } : {},
      filters.provider ? { emailDomain: filters.provider.toLowerCase() } : {},
      among ? { id: { in: among } } : {},
      filters.email ? { emailNormalized: filters.email } : {},
      filters.after ? { id: { gt: filters.after } } : {},
      filters.before ? { id: { lt: filters.before } } : {},
    ],
  };
}

async function linkClickers(ctx: Ctx, linkId: string, after: string | undefined, take: number): Promise<string[]> {
  const rows = await ctx.db.linkClicker.findMany({
    where: { workspaceId: ctx.workspaceId, linkId, ...(after ? { messageId: { gt: after } } : {}) },
    select: { messageId: true },
    orderBy: { messageId: "asc" },
    take,
  });
  return rows.map((row) => row.messageId);
}

/**
 * Messages whose events tell what no column of theirs does: why they were put off, and who reported a complaint. Null when the filters
 * ask for neither. Read by (campaign, type); a domain is looked at here too, so that a page is full.
 */
async function reportedByEvents(
  ctx: Ctx,
  campaignId: string,
  { outcome, category, source, provider, after }: RecipientFilters,
  take: number,
): Promise<string[] | null> {
  const deferred = outcome === "deferred" && category;
  const complained = outcome === "complained" && source;
  if (!deferred && !complained) return null;
  const { sql, empty } = Prisma;
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(sql`
    select distinct m.id
      from event e
      join message m on m.workspace_id = e.workspace_id and m.id = e.message_id
     where e.workspace_id = ${ctx.workspaceId}::uuid and e.campaign_id = ${campaignId}::uuid
       and e.type = ${deferred ? "message.deferred" : "message.complained"}
       ${deferred ? sql`and e.data->>'category' = ${category}` : sql`and coalesce(e.data->>'source', 'arf') = ${source}`}
       ${provider ? sql`and m.email_domain = ${provider.toLowerCase()}` : empty}
       ${after ? sql`and m.id > ${after}::uuid` : empty}
     order by m.id limit ${take}`);
  return rows.map(({ id }) => id);
}

function presentRecipient(message: Message, asked: RecipientOutcome): RecipientRow {
  const at = MOMENT[asked]?.(message) ?? message.bouncedAt ?? message.deliveredAt ?? message.sentAt ?? message.failedAt;
  return {
    messageId: publicId("msg", message.id),
    contactId: message.contactId && publicId("ctc", message.contactId),
    email: message.email,
    outcome: placeOf(message),
    bounceKind: message.bounceKind,
    at: at?.toISOString() ?? null,
    reason:
      message.skipReason ?? (message.bouncedAt ? (message.bounceCategory ?? `${message.bounceKind}_bounce`) : null),
    replyCode: message.replyCode,
    statusCode: message.statusCode,
    replyText: message.replyText,
    openCount: message.openCount,
    clickCount: message.clickCount,
  };
}
