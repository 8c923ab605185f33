import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { getDraft } from "@/lib/campaigns/draft/queries";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { prepareCampaign } from "@/lib/campaigns/freeze/prepare-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testContact, testList, testMember, testWorkspace } from "./db";

export interface Ready {
  ctx: Ctx;
  campaignId: string;
  listId: string;
}

/** A draft that passes the pre-flight, to a list of `recipients`. */
export async function readyCampaign(recipients = 3): Promise<Ready> {
  const system = await testWorkspace();
  await ensureDefaultSending(system);
  const ctx = await testMember(system, "marketer");
  const list = await testList(ctx);
  for (let count = 0; count < recipients; count++) await testContact(ctx, { firstName: "Ada", listIds: [list.id] });
  const campaignId = await createCampaign(ctx, { templateKey: "plain-letter" });
  await updateCampaign(ctx, {
    campaignId,
    version: 1,
    subject: "Hello",
    audience: { include: { lists: [list.id] } },
    document: {
      type: "doc",
      content: [
        { type: "container", content: [{ type: "paragraph", content: [{ type: "text", text: "Spring is here." }] }] },
      ],
    },
  });
  return { ctx, campaignId, listId: list.id };
}

export const statusOf = async ({ ctx, campaignId }: Ready) => (await getDraft(ctx, campaignId)).status;
export const messagesOf = ({ ctx, campaignId }: Ready) =>
  prisma.message.findMany({ where: { workspaceId: ctx.workspaceId, campaignId }, orderBy: { id: "asc" } });

/** A campaign to `recipients`, launched and prepared. */
export async function launched(recipients = 3): Promise<Ready> {
  const ready = await readyCampaign(recipients);
  await launchCampaign(ready.ctx, { campaignId: ready.campaignId });
  await prepareCampaign(ready.ctx, ready.campaignId);
  return ready;
}
