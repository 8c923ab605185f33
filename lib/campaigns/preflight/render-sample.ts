import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, type Contact, Prisma } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import { compileCampaign, hasContent } from "@/lib/campaigns/draft/compile-campaign";
import { wayOutShown } from "@/lib/content/templates/always-shown";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { contactData } from "@/lib/content/templates/contact-data";
import { renderCompiled } from "@/lib/content/templates/render-compiled";
import { type Audience, hasAudience } from "@/lib/people/audiences/audience.shared";
import { audienceSql, type ContactRange } from "@/lib/people/audiences/audience-sql";
import type { RenderedSample } from "./finding";

/** Enough people to meet the branches of a condition; each costs about a millisecond. */
const SAMPLE = 25;
/** Somebody waits, and others' pages too. */
const MAX_MS = 1_500;

const urls = {
  click: (no: number) => `https://click.invalid/${no}`,
  clickTo: (no: number, rest: string) => `https://click.invalid/${no}.${rest.length}`,
  pixel: "https://pixel.invalid/",
  unsubscribe: "https://unsubscribe.invalid/",
  preferences: "https://preferences.invalid/",
  viewInBrowser: "https://view.invalid/",
};

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
  const people = await findPeople(ctx, audience, range);
  const sample: RenderedSample = { checked: 0, failure: null, wayOutMissing: null };
  const endsAt = performance.now() + MAX_MS;
  for (const person of people) {
    lookAt(compiled, person, { workspace, campaign: { name: campaign.name } }, sample);
    sample.checked += 1;
    if (sample.failure || performance.now() > endsAt) break;
  }
  return sample;
}

function lookAt(
  compiled: CompiledContent,
  person: Person,
  names: { workspace: { name: string }; campaign: { name: string } },
  sample: RenderedSample,
): void {
  try {
    const { html, text } = renderCompiled(compiled, { contact: contactData(person), ...names, urls });
    const shown = wayOutShown(html, (url) => url.trim() === urls.unsubscribe).always && text.includes(urls.unsubscribe);
    if (!shown) sample.wayOutMissing ??= person.email;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    sample.failure = { email: person.email, reason: error.message };
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
