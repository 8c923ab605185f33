import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { env } from "@/lib/base/env";
import { AppError } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { compileCampaign, hasContent } from "@/lib/campaigns/draft/compile-campaign";
import { foreignTags } from "@/lib/content/liquid/foreign-tags";
import { readDocument, walkNodes } from "@/lib/content/templates/document.shared";
import { getBrand } from "@/lib/content/templates/workspace-brand";
import { readWritten } from "@/lib/content/templates/written";
import { maybeMsg, t } from "@/lib/language/t";
import { aboutTransport } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { type Audience, type AudienceEstimate, hasAudience } from "@/lib/people/audiences/audience.shared";
import { type ContactRange, EVERYBODY } from "@/lib/people/audiences/audience-sql";
import { countAudience, estimateAudience, SAMPLE } from "@/lib/people/audiences/estimate-audience";
import { rangeWithRecipients } from "@/lib/people/audiences/recipients-range";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { monthUse } from "@/lib/sending/transports/month-use";
import { recentStanding } from "@/lib/sending/transports/standing";
import { settingsProblem } from "@/lib/sending/transports/transport-config";
import { recentTransports } from "@/lib/sending/transports/transport-rows";
import { waysOut } from "@/lib/sending/transports/ways-out";
import { checkTags } from "./check-tags";
import { checkFactsBounded } from "./facts-task";
import type { Finding, PreflightFacts } from "./finding";
import { meantTags, wordsOf } from "./foreign-words";
import { renderSample } from "./render-sample";
import { isUnusuallyLarge } from "./unusually-large";

export interface Preflight {
  findings: Finding[];
  estimate: AudienceEstimate;
  /** The number of recipients is typed before it leaves. */
  isUnusuallyLarge: boolean;
}

/**
 * Looks at a campaign as it stands now, with its real audience, and says what would stop it or look wrong. `launching` looks
 * at no more of the audience than it takes to know that somebody would receive it.
 */
export async function runPreflight(
  ctx: Ctx,
  campaignId: string,
  { launching = false }: { launching?: boolean } = {},
): Promise<Preflight> {
  requirePermission(ctx, "campaigns.read");
  const campaign = await getCampaign(ctx, campaignId);
  const { facts, estimate } = await gatherFacts(ctx, campaign, launching);
  return {
    findings: await checkFactsBounded(facts),
    estimate,
    isUnusuallyLarge: !launching && (await isUnusuallyLarge(ctx, estimate.willReceive)),
  };
}

async function gatherFacts(
  ctx: Ctx,
  campaign: Campaign,
  launching: boolean,
): Promise<{ facts: PreflightFacts; estimate: AudienceEstimate }> {
  const audience = readAudience(campaign.audience);
  const [brand, sender, transport, { estimate, range }, content] = await Promise.all([
    getBrand(ctx),
    findSender(ctx, campaign.senderId),
    findTransport(ctx, campaign.transportId),
    lookAtAudience(ctx, audience, launching),
    compileForCheck(ctx, campaign),
  ]);
  const fields = await ctx.db.contactField.findMany({ where: { workspaceId: ctx.workspaceId }, select: { key: true } });
  const keys = fields.map(({ key }) => key);
  const tags =
    content.html === "" ? { unknownTags: [], emptyTags: [] } : await checkTags(ctx, campaign, content, audience, range);
  return {
    estimate,
    facts: {
      sender,
      ...transport,
      subject: campaign.subject,
      previewText: campaign.previewText,
      postalAddress: brand.postalAddress,
      ...content,
      content: content.compileError === null ? readWritten(campaign) : { written: "own", designPassages: [] },
      unnamedImages: content.html === "" ? null : unnamedImages(campaign),
      ...tags,
      meantTags: meantTags(tags.unknownTags, keys),
      foreignTags: foreignTags(wordsOf(campaign, content), keys),
      rendered: await renderSample(ctx, campaign, audience, range),
      mailsLeft: await mailsLeft(ctx),
      audience: { chosen: hasAudience(audience), ...estimate },
      trackingUrl: env.TRACKING_URL,
      tracking: { opens: campaign.trackOpens, clicks: campaign.trackClicks },
    },
  };
}

/** How many it is for, and of which of them the content is tried: of very many a sample, which is what was counted too. */
async function lookAtAudience(
  ctx: Ctx,
  audience: Audience,
  launching: boolean,
): Promise<{ estimate: AudienceEstimate; range: ContactRange }> {
  if (launching) {
    const range = await rangeWithRecipients(ctx, audience);
    return { estimate: await countAudience(ctx, audience, range), range };
  }
  const estimate = await estimateAudience(ctx, audience);
  return { estimate, range: estimate.isAbout ? SAMPLE : EVERYBODY };
}

/** HTML and text with every address as the author wrote it; what cannot be compiled is said in words. */
async function compileForCheck(ctx: Ctx, campaign: Campaign) {
  if (!hasContent(campaign)) return { html: "", text: "", compileError: null };
  try {
    const { html, text } = await compileCampaign(ctx, campaign, false);
    return { html, text, compileError: null };
  } catch (error) {
    if (error instanceof AppError) return { html: "", text: "", compileError: error.message };
    if (error instanceof z.ZodError) {
      return { html: "", text: "", compileError: error.issues.map(({ message }) => t(maybeMsg(message))).join(" ") };
    }
    throw error;
  }
}

/** Addresses of images without alternative text in an editor's document, whose renderer always writes an `alt`; null for code. */
function unnamedImages({ contentKind, document }: Campaign): string[] | null {
  if (contentKind === "html") return null;
  return [...walkNodes(readDocument(document))].flatMap((node) =>
    node.type === "image" && node.attrs.src && !node.attrs.alt?.trim() ? [node.attrs.src] : [],
  );
}

async function findSender(ctx: Ctx, senderId: string | null): Promise<PreflightFacts["sender"]> {
  if (!senderId) return null;
  const { workspaceId } = ctx;
  const sender = await ctx.db.sender.findUnique({ where: { workspaceId_id: { workspaceId, id: senderId } } });
  if (!sender) return null;
  // The domain of the address and not the one the sender was made for: it is what the gate looks at.
  const name = sender.email.slice(sender.email.lastIndexOf("@") + 1);
  const domain = await ctx.db.sendingDomain.findUnique({ where: { workspaceId_name: { workspaceId, name } } });
  return { name: sender.name, email: sender.email, domainStatus: domain?.status ?? null };
}

async function mailsLeft(ctx: Ctx): Promise<number | null> {
  const { maxMailsPerMonth } = await recentStanding(ctx);
  return maxMailsPerMonth === null ? null : Math.max(0, maxMailsPerMonth - (await monthUse(ctx)));
}

/** The way out that this campaign would take. */
async function findTransport(
  ctx: Ctx,
  transportId: string | null,
): Promise<Pick<PreflightFacts, "transport" | "transportRefusal">> {
  const { refusal, ways } = waysOut(await recentTransports(ctx), transportId);
  if (refusal) return { transport: "none", transportRefusal: refusal };
  const first = ways.find((way) => settingsProblem(way) === null);
  if (!first) return { transport: "none", transportRefusal: null };
  return { transport: aboutTransport(first.kind).reach, transportRefusal: null };
}
