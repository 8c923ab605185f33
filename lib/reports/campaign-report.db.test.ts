import fc from "fast-check";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { parsePublicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { getCampaignBreakdown } from "./campaign-breakdown";
import { getCampaignReport } from "./campaign-report";
import { getDashboard } from "./dashboard";
import { exportRecipients, exportSummary } from "./export-report";
import { findRecipients } from "./find-recipients";
import { ledger } from "./ledger";
import { RECIPIENT_OUTCOMES } from "./recipient-outcomes.shared";
import { RecipientFilters } from "./schema";

const filters = (values: Record<string, string> = {}) => RecipientFilters.parse(values);

/** Ten recipients: 8 sent, one of them bounced later; 1 suppressed, 1 still pending. */
async function setUp() {
  const ctx = await testWorkspace();
  const campaign = await sentCampaign(ctx, { recipients: 10 });
  const [first, second, third, ...rest] = campaign.messages;
  const set = (id: string, data: object) =>
    prisma.message.update({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } }, data });
  await set(rest[5]!.id, { status: "suppressed", skipReason: "suppressed_complaint" });
  await set(rest[6]!.id, { status: "pending" });
  const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000);
  const sent = campaign.messages.slice(0, 8);
  await recordEvents(ctx, [
    ...sent.map(({ id }) => ({ type: "message.sent" as const, occurredAt: at(0), messageId: id })),
    { type: "message.bounced", occurredAt: at(1), messageId: first!.id, data: { kind: "hard" } },
    {
      type: "message.opened",
      occurredAt: at(2),
      messageId: second!.id,
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0",
    },
    { type: "message.opened", occurredAt: at(2), messageId: third!.id, actor: "proxy", userAgent: "Mozilla/5.0" },
    { type: "message.clicked", occurredAt: at(3), messageId: second!.id, linkId: campaign.links[0]!.id },
  ]);
  return { ctx, campaign };
}

test("the headline, the ledger and the lists of people tell the same story", async () => {
  const { ctx, campaign } = await setUp();
  const report = await getCampaignReport(ctx, campaign.campaignId);
  expect(report.numbers).toMatchObject({
    sent: 8,
    delivered: 7,
    bounced: 1,
    humanOpeners: 1,
    proxyOpeners: 1,
    humanClickers: 1,
  });
  expect(report.rates).toMatchObject({ delivery: 7 / 8, open: 1 / 7, bounce: 1 / 8, clickToOpen: 1 });
  expect(report.ledger).toMatchObject({
    audience: 10,
    delivered: 7,
    bounced: 1,
    suppressed: 1,
    pending: 1,
    balanced: true,
  });
  expect(report.ledger.reasons).toEqual([{ kind: "suppressed", reason: "suppressed_complaint", count: 1 }]);
  expect(report.days.reduce((sum, day) => sum + day.opens, 0)).toBe(1);
  const counts = { all: 10, sent: 8, delivered: 7, opened: 1, bounced_hard: 1, suppressed: 1, pending: 1, failed: 0 };
  for (const [outcome, count] of Object.entries(counts)) {
    expect((await findRecipients(ctx, campaign.campaignId, filters({ outcome }))).rows, outcome).toHaveLength(count);
  }
  const link = report.links[0]!;
  expect(link).toMatchObject({ humanClickers: 1, url: "https://example.com/a" });
  const clickers = await findRecipients(ctx, campaign.campaignId, filters({ outcome: "clicked", link: link.id }));
  expect(clickers.rows.map((row) => row.email)).toEqual([campaign.messages[1]!.email]);
});

test("every place of the ledger is a list of people with the same count, whatever the rows", async () => {
  const statuses = [
    "pending",
    "queued",
    "sending",
    "sent",
    "deferred",
    "failed",
    "suppressed",
    "skipped",
    "cancelled",
    "unconfirmed",
  ] as const;
  const ctx = await testWorkspace();
  const campaign = await sentCampaign(ctx, { recipients: 12 });
  const row = fc.record({ status: fc.constantFrom(...statuses), sent: fc.boolean(), bounced: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 12, maxLength: 12 }), async (rows) => {
      for (const [index, { status, sent, bounced }] of rows.entries()) {
        const data = { status, sentAt: sent ? new Date() : null, bouncedAt: bounced ? new Date() : null };
        await prisma.message.update({
          where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaign.messages[index]!.id } },
          data,
        });
      }
      const line = await ledger(ctx, campaign.campaignId);
      expect(line.balanced).toBe(true);
      for (const place of [
        "delivered",
        "bounced",
        "failed",
        "suppressed",
        "skipped",
        "unconfirmed",
        "pending",
      ] as const) {
        const people = await findRecipients(ctx, campaign.campaignId, filters({ outcome: place }));
        expect(people.rows.length, place).toBe(line[place]);
        expect(people.rows.every((person) => person.outcome === place)).toBe(true);
      }
    }),
    { numRuns: 10 },
  );
});

test("recipients come page by page, each once", async () => {
  const { ctx, campaign } = await setUp();
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof findRecipients>> = await findRecipients(
      ctx,
      campaign.campaignId,
      filters(after ? { after } : {}),
      3,
    );
    seen.push(...page.rows.map((row) => row.messageId));
    after = page.next;
  } while (after);
  expect(new Set(seen).size).toBe(10);
});

test("providers, programs and devices", async () => {
  const { ctx, campaign } = await setUp();
  const breakdown = await getCampaignBreakdown(ctx, campaign.campaignId);
  expect(breakdown.providers).toMatchObject([{ name: "example.net", sent: 8, delivered: 7, bounced: 1, openers: 1 }]);
  expect(breakdown.clients.map((client) => client.name).sort()).toEqual(["Apple Mail (privacy proxy)", "Thunderbird"]);
});

test("the CSV holds the headline and the people, and runs no formula", async () => {
  const { ctx, campaign } = await setUp();
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaign.messages[0]!.id } },
    data: { replyText: "=cmd()|x" },
  });
  const summary = (await Array.fromAsync(exportSummary(ctx, campaign.campaignId))).join("");
  expect(summary).toContain("Delivered,7,87.5,");
  const lines = await Array.fromAsync(exportRecipients(ctx, campaign.campaignId, filters({ outcome: "bounced" })));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("'=cmd()|x");
  const analyst = await testMember(ctx, "analyst");
  await expect(Array.fromAsync(exportSummary(analyst, campaign.campaignId))).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a campaign of another workspace is not found, whatever is asked", async () => {
  const { campaign } = await setUp();
  const stranger = await testWorkspace();
  await expect(getCampaignReport(stranger, campaign.campaignId)).rejects.toMatchObject({ code: "not_found" });
  for (const outcome of RECIPIENT_OUTCOMES) {
    expect((await findRecipients(stranger, campaign.campaignId, filters({ outcome }))).rows).toEqual([]);
  }
});

test("every number of the report and of the dashboard is told by the rows of the ledger", async () => {
  const { ctx, campaign } = await setUp();
  const { numbers, ledger: shown, first24Hours, days } = await getCampaignReport(ctx, campaign.campaignId);
  const rows = async (outcome: (typeof RECIPIENT_OUTCOMES)[number]) =>
    (await findRecipients(ctx, campaign.campaignId, filters({ outcome }))).rows.length;
  const { audience, reasons, balanced, ...places } = shown;
  expect(balanced).toBe(true);
  expect(Object.values(places).reduce((sum, count) => sum + count, 0)).toBe(audience);
  for (const [place, count] of Object.entries(places))
    expect(await rows(place as (typeof RECIPIENT_OUTCOMES)[number]), place).toBe(count);
  expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(shown.suppressed + shown.skipped);
  expect([numbers.sent, numbers.delivered]).toEqual([shown.delivered + shown.bounced, shown.delivered]);
  expect(numbers.bounced).toBe(numbers.bouncedHard + numbers.bouncedSoft + numbers.bouncedBlock);
  const sums = (points: typeof days) =>
    points.reduce(
      (sum, { delivered, bounced, opens, proxyOpens, clicks }) =>
        [delivered, bounced, opens, proxyOpens, clicks].map((count, at) => count + sum[at]!),
      [0, 0, 0, 0, 0],
    );
  const all = [numbers.delivered, numbers.bounced, numbers.humanOpeners, numbers.proxyOpeners, numbers.humanClickers];
  expect([sums(first24Hours), sums(days)]).toEqual([all, all]);
  const { providers } = await getCampaignBreakdown(ctx, campaign.campaignId);
  const ofProviders = (pick: (row: (typeof providers)[number]) => number) =>
    providers.reduce((sum, row) => sum + pick(row), 0);
  expect([ofProviders((row) => row.sent), ofProviders((row) => row.delivered)]).toEqual([
    numbers.sent,
    numbers.delivered,
  ]);
  const dashboard = await getDashboard(ctx, { days: 7 });
  const { sent, delivered, bounced, openers, clickers } = dashboard.current;
  expect([sent, delivered, bounced, openers, clickers]).toEqual([
    numbers.sent,
    numbers.delivered,
    numbers.bounced,
    numbers.humanOpeners,
    numbers.humanClickers,
  ]);
  expect(dashboard.series.reduce((sum, day) => sum + day.sent, 0)).toBe(sent);
});

test("the curve of the first hours ends where they have not come yet, and the days with today", async () => {
  const { ctx, campaign } = await setUp();
  const { first24Hours, days } = await getCampaignReport(ctx, campaign.campaignId);
  expect(first24Hours.length).toBeLessThanOrEqual(2);
  expect(first24Hours.every(({ at }) => Date.parse(at) <= Date.now())).toBe(true);
  expect(days.length).toBeLessThanOrEqual(2);
  const later = { ...ctx, now: () => new Date(Date.now() + 30 * 3_600_000) };
  expect((await getCampaignReport(later, campaign.campaignId)).first24Hours).toHaveLength(24);
});

test("the dashboard sums the period, compares, and knows what is running and what is set up", async () => {
  const { ctx, campaign } = await setUp();
  const dashboard = await getDashboard(ctx, { days: 7 });
  expect(dashboard.current).toMatchObject({ sent: 8, delivered: 7, bounced: 1, openers: 1, clickers: 1 });
  expect(dashboard.previous.sent).toBe(0);
  expect(dashboard.series).toHaveLength(7);
  // One bounce of eight: too few to judge by.
  expect(dashboard.health.find((check) => check.key === "bounce")).toMatchObject({ rate: 1 / 8, level: "healthy" });
  expect(dashboard.running).toMatchObject([{ toSend: 9, done: 8, status: "sending" }]);
  expect(parsePublicId("cmp", dashboard.running[0]!.id)).toBe(campaign.campaignId);
  expect(dashboard.checklist).toMatchObject({ sender: false, domain: false, contacts: true, campaign: true });
});
