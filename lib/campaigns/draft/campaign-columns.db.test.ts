import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import type { Campaign } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { sourcesIn, textOf } from "@/tests/support/house";
import { modelsOf } from "@/tests/support/prisma-schema";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { campaignColumns } from "./campaign-columns";
import { createCampaign } from "./create-campaign";
import { duplicateCampaign } from "./duplicate-campaign";
import { getDraft } from "./queries";
import { UpdateCampaign } from "./schema";
import { updateCampaign } from "./update-campaign";

type Name = keyof Campaign;
const names = Object.keys(campaignColumns) as Name[];
const those = (happens: keyof (typeof campaignColumns)["name"]) =>
  names.filter((name) => campaignColumns[name][happens] === true);

test("every column of the table is here, and nothing else", () => {
  const model = modelsOf().find(({ table }) => table === "campaign");
  expect([...names].sort()).toEqual(model?.fields.map(({ name }) => name).sort());
});

/** Something else than a new campaign has, in every column that can have it. */
const unlikeNew = {
  previewText: "Another",
  contentKind: "html" as const,
  html: "<p>Hello</p>",
  templateKey: "newsletter",
  trackOpens: false,
  trackClicks: false,
  maxPerSecond: 7,
  transportId: newId(),
  spreadMinutes: 90,
  localTime: true,
  audienceCount: 12,
  pauseReason: "A reason",
  excludedDomains: ["example.com"],
  labels: ["Spring"],
  brake: { sentBefore: 1 },
  ...Object.fromEntries(
    ["scheduledAt", "launchedAt", "preparedAt", "startedAt", "pausedAt", "finishedAt", "cancelledAt", "archivedAt"]
      .concat("brakedAt", "brakeFrom")
      .map((name) => [name, new Date("2026-02-03T04:05:06Z")]),
  ),
  launchedById: newId(),
  status: "sent" as const,
} satisfies Partial<Record<Name, unknown>>;

async function anotherSender(workspaceId: string): Promise<string> {
  const first = await prisma.sender.findFirstOrThrow({ where: { workspaceId } });
  const email = `another-${first.email}`;
  return (await prisma.sender.create({ data: { ...first, id: newId(), email, isDefault: false } })).id;
}

test("a copy has what is copied, and is new in everything else", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  await prisma.campaign.update({ where, data: { ...unlikeNew, senderId: await anotherSender(ctx.workspaceId) } });
  const source = await getCampaign(ctx, campaignId);
  const copy = await getCampaign(ctx, await duplicateCampaign(ctx, { campaignId }));
  const fresh = await getCampaign(ctx, await createCampaign(ctx, {}));
  const itsOwn: Name[] = [
    "workspaceId",
    "id",
    "name",
    "createdById",
    "createdAt",
    "updatedAt",
    "version",
    "freezeState",
  ];
  for (const name of names) {
    if (campaignColumns[name].copied === true) expect({ [name]: copy[name] }).toEqual({ [name]: source[name] });
    else if (!itsOwn.includes(name)) expect({ [name]: copy[name] }).toEqual({ [name]: fresh[name] });
    // Or the two lines above would prove nothing.
    if (!itsOwn.includes(name)) expect({ [name]: source[name] }).not.toEqual({ [name]: fresh[name] });
  }
});

test("a draft shows what is shown", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const draft = Object.keys(await getDraft(ctx, campaignId));
  expect(names.filter((name) => draft.includes(name)).sort()).toEqual(those("shown").sort());
});

test("a save takes what is edited, stores it, and the audit log names it", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const taken = Object.keys(UpdateCampaign.shape).filter((name) => name !== "campaignId" && name !== "version");
  expect(taken.sort()).toEqual(those("edited").sort());
  const { document, senderId, audience } = await getDraft(ctx, campaignId);
  const { previewText, contentKind, html, trackOpens, trackClicks } = unlikeNew;
  const changes = { name: "N", subject: "S", previewText, html, trackOpens, trackClicks, spreadMinutes: 90 };
  const whole = {
    ...changes,
    contentKind,
    localTime: false,
    document: document!,
    senderId,
    audience,
  };
  expect(Object.keys(whole).sort()).toEqual(taken.sort());
  await prisma.auditEntry.deleteMany({ where: { workspaceId: ctx.workspaceId, subjectId: campaignId } });
  await updateCampaign(ctx, { campaignId, version: (await getDraft(ctx, campaignId)).version, ...whole });
  expect(await getDraft(ctx, campaignId)).toMatchObject(whole);
  const audited = await prisma.auditEntry.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, subjectId: campaignId, action: "campaign.updated" },
  });
  expect([...(audited.after as { fields: string[] }).fields].sort()).toEqual(taken.sort());
});

test("the checks name what they are said to look at", () => {
  const checks = sourcesIn(["lib/campaigns/preflight/*.ts", "lib/campaigns/draft/compile-campaign.ts"]);
  const text = checks.map(textOf).join("\n");
  const unnamed = those("checked").filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
  expect(unnamed).toEqual([]);
});
