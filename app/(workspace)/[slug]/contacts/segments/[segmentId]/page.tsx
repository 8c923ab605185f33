import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WriteToButton } from "@/components/campaigns/write-to-button";
import { SegmentBuilder } from "@/components/segments/segment-builder";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { publicId } from "@/lib/base/db/ids";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findFields, presentField } from "@/lib/people/contacts/fields";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { findTags, presentTag } from "@/lib/people/contacts/tags";
import { findListNames } from "@/lib/people/lists/queries";
import { campaignChoices } from "@/lib/people/segments/campaign-choices";
import { eventChoices } from "@/lib/people/segments/event-choices";
import { goalChoices } from "@/lib/people/segments/goal-choices";
import { SegmentRef } from "@/lib/people/segments/schema";
import { segmentChoices } from "@/lib/people/segments/segment-choices";
import { getSegment } from "@/lib/people/segments/segment-where";
import { presentSegment } from "@/lib/people/segments/segments";

export const generateMetadata = (): Metadata => ({ title: t("Segment") });

export default async function SegmentPage({ params }: { params: Promise<{ slug: string; segmentId: string }> }) {
  const isNew = (await params).segmentId === "new";
  const ctx = await pageContext(await params, isNew ? "segments.write" : "segments.read");
  const ref = SegmentRef.safeParse(await params);
  const segment = !isNew && ref.success ? await orNotFound(getSegment(ctx, ref.data.segmentId)) : null;
  if (!isNew && !segment) notFound();
  const [fields, tags, lists, campaigns, events, goals, segments] = await Promise.all([
    findFields(ctx),
    findTags(ctx),
    findListNames(ctx),
    campaignChoices(ctx),
    eventChoices(ctx),
    goalChoices(ctx),
    segmentChoices(ctx),
  ]);
  return (
    <>
      <PageHeader
        title={segment?.name ?? t("New segment")}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts/segments"), label: t("Segments") }}
        actions={segment ? <SegmentLinks id={publicId("seg", segment.id)} slug={ctx.workspace.slug} /> : undefined}
      />
      <SegmentBuilder
        segment={segment ? presentSegment(segment) : undefined}
        choices={{
          fields: fields.map(presentField),
          tags: tags.map(presentTag),
          lists,
          campaigns,
          events,
          goals,
          segments: segments.filter(({ id }) => segment === null || id !== publicId("seg", segment.id)),
        }}
      />
    </>
  );
}

/** From a segment to its people, and to a campaign for them. */
function SegmentLinks({ id, slug }: { id: string; slug: string }) {
  return (
    <>
      <Button variant="outline" asChild>
        <Link href={pathIn(slug, "/contacts", { segment: id })}>{t("See people")}</Link>
      </Button>
      <WriteToButton segment={id} />
    </>
  );
}
