import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, type Contact, Prisma } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import { runTask } from "@/lib/base/threads/run-task";
import { compileCampaign, hasContent } from "@/lib/campaigns/draft/compile-campaign";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { contactData } from "@/lib/content/templates/contact-data";
import { type Audience, hasAudience } from "@/lib/people/audiences/audience.shared";
import { audienceSql, type ContactRange } from "@/lib/people/audiences/audience-sql";
import type { RenderedSample } from "./finding";
import { sampleTask } from "./sample-task";

/** Enough people to meet the branches of a condition; each costs about a millisecond. */
const SAMPLE = 25;

type Person = Pick<Contact, "email" | "firstName" | "lastName" | "fields">;

/** Makes the mail for some of the people who would receive it, with the limits that sending has, and looks at what comes out. */
export async function renderSample(
  ctx: Ctx,
  campaign: Campaign,
  audience: Audience,
  range: ContactRange,
): Promise<RenderedSample | undefined> {
  const compiled = await compiledOrNothing(ctx, campaign);
  if (!compiled) return undefined;
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { name: true },
  });
  const people = (await findPeople(ctx, audience, range)).map(contactData);
  try {
    return await runTask(sampleTask, { compiled, people, workspace, campaign: { name: campaign.name } });
  } catch (error) {
    // What takes too long for a page takes too long for each recipient.
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
    return { checked: 0, failure: { email: String(people[0]?.email), reason: error.message }, wayOutMissing: null };
  }
}

async function compiledOrNothing(ctx: Ctx, campaign: Campaign): Promise<CompiledContent | null> {
  if (!hasContent(campaign)) return null;
  try {
    return await compileCampaign(ctx, campaign);
  } catch (error) {
    // What cannot be compiled is said by another line of the list.
    if (error instanceof AppError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** People of the audience; while nobody is chosen, any of the workspace, else somebody without values. */
async function findPeople(ctx: Ctx, audience: Audience, range: ContactRange): Promise<Person[]> {
  const chosen = hasAudience(audience)
    ? await ctx.db.$queryRaw<{ id: string }[]>(
        Prisma.sql`select id from (${await audienceSql(ctx, audience, range)}) audience where reason is null limit ${SAMPLE}::int`,
      )
    : [];
  const people = await ctx.db.contact.findMany({
    where: { workspaceId: ctx.workspaceId, ...(chosen.length > 0 && { id: { in: chosen.map(({ id }) => id) } }) },
    select: { email: true, firstName: true, lastName: true, fields: true },
    take: SAMPLE,
  });
  return people.length > 0 ? people : [{ email: "somebody@example.com", firstName: null, lastName: null, fields: {} }];
}
