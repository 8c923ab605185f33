import type { Metadata } from "next";
import { TemplatePicker } from "@/components/campaigns/template-picker";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { pageContext } from "@/lib/base/routes/page-context";
import { findCampaigns } from "@/lib/campaigns/draft/queries";
import { type AudienceInput, CampaignFilters } from "@/lib/campaigns/draft/schema";
import { pathIn } from "@/lib/client/paths";
import { builtinTemplates } from "@/lib/content/templates/builtin-templates";
import { findTemplates } from "@/lib/content/templates/queries";
import { maybeMsg, t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { getList } from "@/lib/people/lists/get-list";
import { ListRef } from "@/lib/people/lists/schema";
import { SegmentRef } from "@/lib/people/segments/schema";
import { getSegment } from "@/lib/people/segments/segment-where";

export const generateMetadata = (): Metadata => ({ title: t("New campaign") });

const earlierShown = 8;

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewCampaignPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const ctx = await pageContext({ slug }, "campaigns.write");
  const [own, who, { campaigns }] = await Promise.all([
    findTemplates(ctx),
    askedFor(ctx, await searchParams),
    findCampaigns(ctx, CampaignFilters.parse({ tab: "sent" }), earlierShown),
  ]);
  return (
    <>
      <PageHeader
        title={t("New campaign")}
        description={
          who
            ? t("For “{name}”. Pick a design or an earlier campaign to start from; everything in it can be changed.", {
                name: who.name,
              })
            : t("Pick a design or an earlier campaign to start from. Everything in it can be changed.")
        }
        back={{ href: pathIn(slug, "/campaigns"), label: t("Campaigns") }}
      />
      <TemplatePicker
        audience={who?.audience}
        builtin={builtinTemplates.map(({ key, name, description }) => ({
          key,
          name: t(maybeMsg(name)),
          description: t(maybeMsg(description)),
        }))}
        own={own.map(({ id, name, description, updatedAt }) => ({
          ...{ name, description },
          id: publicId("tpl", id),
          updatedAt: updatedAt.toISOString(),
        }))}
        earlier={campaigns.map(({ id, name, subject, launchedAt, updatedAt }) => ({
          ...{ id, name, subject },
          launchedAt: launchedAt ?? updatedAt,
        }))}
      />
    </>
  );
}

/** The list or segment that the address names, as for whoever comes from its page to write to it; null where it names none. */
async function askedFor(
  ctx: Ctx,
  { list, segment }: Record<string, string | string[] | undefined>,
): Promise<{ name: string; audience: AudienceInput } | null> {
  const listRef = ListRef.safeParse({ listId: list });
  if (listRef.success) {
    const found = await orNotFound(getList(ctx, listRef.data.listId));
    return found && { name: found.name, audience: { include: { lists: [publicId("lst", found.id)] } } };
  }
  const segmentRef = SegmentRef.safeParse({ segmentId: segment });
  const found = segmentRef.success ? await orNotFound(getSegment(ctx, segmentRef.data.segmentId)) : null;
  return found && { name: found.name, audience: { include: { segments: [publicId("seg", found.id)] } } };
}
