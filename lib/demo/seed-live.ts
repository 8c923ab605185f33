import { button, doc, h1, lead, p, tag } from "@/emails/templates/build";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { answerReply } from "@/lib/inbound/replies/answer-reply";

/**
 * What leaves as soon as the workers of the demo run, so that its mailbox has mail: a small campaign and an answer to a reply. For the demo
 * only: everybody's address there ends in .example.
 */
export async function seedLive(ctx: Ctx): Promise<void> {
  const robin = systemCtx(ctx.workspaceId, "Robin Fern");
  await launchOrderBook(robin);
  await answerLatest(robin);
}

async function launchOrderBook(ctx: Ctx): Promise<void> {
  const { db, workspaceId } = ctx;
  const [sender, wholesale] = await Promise.all([
    db.sender.findFirst({ where: { workspaceId, isDefault: true }, select: { id: true } }),
    db.tag.findFirst({ where: { workspaceId, name: "Wholesale" }, select: { id: true } }),
  ]);
  if (!sender || !wholesale) return;
  const id = newId();
  await db.campaign.create({
    data: {
      workspaceId,
      id,
      name: "Spring order book",
      subject: "The spring order book is open",
      previewText: "Until the end of the month, at last year's prices.",
      senderId: sender.id,
      document: campaignDocument.write(orderBook),
      audience: { include: { lists: [], segments: [], tags: [wholesale.id] }, exclude: { lists: [], segments: [] } },
    },
  });
  try {
    await launchCampaign(ctx, { campaignId: publicId("cmp", id) });
  } catch (error) {
    // With a real way out and no domain of its own it stays a draft.
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
  }
}

const orderBook = doc(
  h1("The spring order book is open"),
  lead("Hello ", tag("contact.first_name", "there"), ", as every year you choose before the shops do."),
  p("New are the light rain jacket, the children's boots and a tent for three that packs as small as one for two."),
  button("Open the order book", "https://fernway.shop/trade/spring"),
  p("Orders until the end of the month leave the warehouse in the first week of March."),
);

async function answerLatest(ctx: Ctx): Promise<void> {
  const reply = await ctx.db.reply.findFirst({
    where: { workspaceId: ctx.workspaceId, kind: "person", handledAt: null },
    orderBy: { receivedAt: "asc" },
    select: { id: true },
  });
  if (!reply) return;
  const text =
    "Thank you, that is good to know. We have walked down to look, and the notes on our page now take people round by the lock.\n\nThe next soup has leeks in it.\n\nRobin";
  await answerReply(ctx, { replyId: publicId("rpl", reply.id), text });
}
