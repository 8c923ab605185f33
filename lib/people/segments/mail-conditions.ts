import { Prisma } from "@/lib/base/db/generated/client";
import { foldText } from "@/lib/base/text/fold-text.shared";
import type { SegmentCondition } from "./schema";
import { daysBefore, enoughRows, type Meeting, someRow } from "./sql-words";

const { sql } = Prisma;

type Rule<Kind extends SegmentCondition["kind"]> = Extract<SegmentCondition, { kind: Kind }>;
type Deed = Rule<"mails">["what"];

type Scope = Meeting & { workspaceId: string; now: Date };

/** When a person did it with a message `m`, for the first time; machines and privacy proxies count only where `by` says so. */
const TIMES = {
  people: { received: sql`m.sent_at`, opened: sql`m.first_opened_at`, clicked: sql`m.first_clicked_at` },
  anyone: {
    received: sql`m.sent_at`,
    opened: sql`least(m.first_opened_at, m.first_proxy_opened_at, m.first_bot_opened_at)`,
    clicked: sql`least(m.first_clicked_at, m.first_bot_clicked_at)`,
  },
} satisfies Record<Rule<"mails">["by"], Record<Deed, Prisma.Sql>>;

function deed(
  { what, by = "people" }: { what: Deed; by?: Rule<"mails">["by"] | undefined },
  since: Date | null,
): Prisma.Sql {
  const at = TIMES[by][what];
  const did = since ? sql`${at} >= ${since}` : sql`${at} is not null`;
  return what === "received" ? sql`${did} and m.bounced_at is null` : did;
}

/** Who received, opened or clicked one campaign. Received: it was sent and did not bounce. */
export function campaignCondition(rule: Rule<"campaign">, scope: Scope): Prisma.Sql {
  const wanted = sql`m.workspace_id = ${scope.workspaceId}::uuid and m.campaign_id = ${rule.campaignId}::uuid and ${deed(rule, null)}`;
  return someRow(scope, sql`m.contact_id`, sql`message m`, wanted);
}

/** Who received, opened or clicked so many mails, whichever; a mail that is opened twice counts once, tests do not count. */
export function mailsCondition(rule: Rule<"mails">, scope: Scope): Prisma.Sql {
  const since = rule.days === null ? null : daysBefore(scope.now, rule.days);
  const wanted = sql`m.workspace_id = ${scope.workspaceId}::uuid and m.test_campaign_id is null and ${deed(rule, since)}`;
  if (rule.times === 1) return someRow(scope, sql`m.contact_id`, sql`message m`, wanted);
  return enoughRows(scope, sql`m.contact_id`, sql`message m`, wanted, sql`count(*) >= ${rule.times}`);
}

/** Who clicked a link whose address or text has these words, as a person. */
export function linkCondition({ words, campaignId, days }: Rule<"link">, scope: Scope): Prisma.Sql {
  const workspace = sql`${scope.workspaceId}::uuid`;
  const pattern = `%${foldText(words.trim()).replace(/[\\%_]/g, "\\$&")}%`;
  const wanted = [
    sql`l.workspace_id = ${workspace} and fold_text(l.url || ' ' || l.label) like ${pattern}`,
    ...(campaignId === null ? [] : [sql`l.campaign_id = ${campaignId}::uuid`]),
    sql`k.workspace_id = ${workspace} and m.workspace_id = ${workspace}`,
    ...(days === null ? [] : [sql`k.first_clicked_at >= ${daysBefore(scope.now, days)}`]),
  ];
  const from = sql`campaign_link l join link_clicker k on k.link_id = l.id join message m on m.id = k.message_id`;
  return someRow(scope, sql`m.contact_id`, from, Prisma.join(wanted, " and "));
}
